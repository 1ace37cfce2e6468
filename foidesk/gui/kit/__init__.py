"""What every page is made of: colours, controls, texts, tasks. It knows nothing of requests."""
