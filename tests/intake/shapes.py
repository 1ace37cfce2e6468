"""Requests of our own making, each in a shape that real requests have: its name, its text, its top-level questions by their first words."""

SHAPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "dashes under an opening, whole questions, a rider after them": (
        """Dear Midshire Police,

I am interested to know

- how many vans (large, small, converted) are in the fleet for use by officers and staff?
- which is the commonest make across the force (for example Alder, Birch, Cedar or other);
- which model of that make is the usual one;
- regardless of the usual model, whether there is an intention to change it and if so when and at what cost.

I am not seeking any personal information of any kind.

Yours faithfully,

Jordan Ellis (J E Consulting)
""",
        ("how many vans", "which is the commonest", "which model", "regardless of"),
    ),
    "numbers with lettered parts, and parts that repeat the number": (
        """Dear Midshire Police,

This is a Freedom of Information request. Please provide me with the following information about your fleet:

1. How many vehicles do you have in each of the following groups?
a. Cars
b. Vans
c. Motorcycles

2. a. How many of your cars have been repaired?
2. b. How many of your vans have been repaired?
2. c. How many of your motorcycles have been repaired?

3. For each repair, please provide the following information:
a. The garage
b. The cost
c. Whether the vehicle was fit for use afterwards

Yours faithfully,

Jordan Ellis
""",
        ("How many vehicles", "How many of your cars", "For each repair"),
    ),
    "one sentence and what to do if it is too much": (
        """Dear Sir or Madam,

Please could I have a copy of the log of Inspector Vale and any other written notes made on the day by officers at the
regatta on 6th April. If this would be too much to provide within the usual time, then please start from the most
senior officer and carry on downwards until you run out of time.

Yours faithfully,

Jordan Ellis
""",
        ("Please could I have",),
    ),
    "two numbered wishes, then paragraphs about both": (
        """Dear Sir or Madam,

Under the Freedom of Information Act 2000 I would like to request some information about the lending of books.

1. I would like to request the raw records of loans made by the library within the last five years broken down by:
date, time, branch, kind of book, and whether it came back

2. I would also like to request any information about fines in place for late return. This is meant to cover the
details of any scheme, including the amount per book per year.

Regarding part 1. ideally I would like the unit to be the branch but if this is not practical then under your section 16
duty to advise and assist I would expect you to contact me.

If this information is held by a contractor then it is your responsibility to obtain it.

My preferred format is by electronic means.

Yours faithfully,

Jordan Ellis
""",
        ("I would like to request the raw", "I would also like to request any"),
    ),
    "headings between numbers that run on": (
        """On Street Lamps

1. The total number of street lamps for which you are responsible (an estimate will suffice)

2. What proportion of the lamps referred to in point 1 are lit by gas?

o Lit is defined as being lit for at least one hour during a normal week.

3. The total number of lamp posts.

Park Lamps

4. The total number of lamps in public parks.

5. How many of the lamps referred to in point 4 are lit all night?

Repairs

6. How many repairs were made each month for the last year?
""",
        (
            "The total number of street lamps",
            "What proportion",
            "The total number of lamp posts",
            "The total number of lamps in",
            "How many of the lamps",
            "How many repairs",
        ),
    ),
    "three with brackets and a paragraph that argues": (
        """Dear Midshire Hospital,

Background: I understand that some requests for temporary staff go out through an agency. This request concerns those only.

This is a Freedom of Information Act 2000 Request for:
1) Please release copies of the summaries sent to the trust by the agency between January 2024 until present.
2) Please release per month the requests made and those filled (unless this is clear from the summaries).
3) Please disclose the ceiling on spending for this and last year (if different).

Please remember that Section 12 of the Act does not apply to the application of exemptions, and it is presumed that such
data should be easily located. Please disclose public interest reasoning where relevant.

Yours faithfully,

Jordan Ellis
""",
        ("Please release copies", "Please release per month", "Please disclose the ceiling"),
    ),
    "an opening with a period, roman follow-ups": (
        """I would like to make a request under the Freedom of Information Act.

Please supply information on the recruitment of wardens over the last two financial years, answering the following questions:

1. Are there currently, or have there been any recruitment freezes in place in the last two financial years?
I. If yes, have any of these targeted new wardens?
II. If yes, please provide the dates and reason.

2. How many warden vacancies do you currently have?

3. How many wardens have you recruited during the last two years? [Please also detail separately any recruited from abroad]
""",
        ("Are there currently", "How many warden vacancies", "How many wardens have you"),
    ),
    "a list of fields under numbers, with a star": (
        """Dear Midshire College,

My name is Jordan Ellis, and I am requesting the following information. Could you provide data from 2019/20 to 2024/25.

1. Number of applicants and offers made (all courses)
2. Number of local* applications and offers made (all courses)
3. The total number of offers without condition given to students from other colleges

*Local means applicants who live in Midshire

Yours faithfully,

Jordan Ellis
""",
        ("Number of applicants", "Number of local", "The total number of offers"),
    ),
    "a period over the numbers, then explanations": (
        """Dear Midshire College,

Under the Freedom of Information Act, please can you provide me with the following information regarding admissions:

For each of the last four cycles, separately for home students and for international students:
1. The number of applications received by the standard deadline.
2. The number of offers made to applicants (of those in #1).
3. The number of students (of those in #2) who accepted.

Please include deferred applications in the cycle in which they were submitted, rather than in the following one.

For the last cycle, I appreciate final numbers for #3 may not be known, but please can you provide the latest estimates.

I look forward to your response, which I would ask you to provide in either plain text or a spreadsheet.
""",
        ("The number of applications", "The number of offers", "The number of students"),
    ),
    "every item is number one, with letters in the line": (
        """  1. How many kites were reported for each of the following years:- a. April 2015 to March 2016 b. April 2016 to March 2017

  1. How many of those reports led to a warning for each of the following years:- a. April 2015 to March 2016 b. April 2016 to
March 2017

  1. How many kites does the force own?

  1. For what purposes does the force use kites?
""",
        ("How many kites were", "How many of those", "How many kites does", "For what purposes"),
    ),
    "a number that stands twice": (
        """Dear Midshire Police,

This is a FOI request for information regarding the use of kites within your force.

1. How many kites do you own, operate or have access to?

2. Kindly provide any policies on the use of kites;

3. Kindly provide any contracts for the purchase of kites;

3. Kindly provide any records concerning plans to use kites in the future;

4. How many requests have been made for a licence to fly a kite, and how many of these requests

a) have been refused?
b) are still outstanding?

Yours faithfully,

Jordan Ellis
""",
        (
            "How many kites",
            "Kindly provide any policies",
            "Kindly provide any contracts",
            "Kindly provide any records",
            "How many requests",
        ),
    ),
    "a number and a comma": (
        """1, How many of your officers (excluding staff) are currently (as of 22 Dec 2025) on leave?
2, How many officers you have trained in each calendar year: 2023, 2024, 2025
3, The number of your officers and staff who in the period 1 April 2023 to 31 March 2025 had:
a) two courses
b) three to five courses
4, How many of all those in Q3 (ie, all those named) are still serving as of 22 Dec 2025.
""",
        ("How many of your officers", "How many officers you", "The number of your", "How many of all"),
    ),
    "numbers in brackets with parts that repeat them": (
        """(1) How many cadets joined between 2020 and 2023 who had a driving licence?
1(a) If it is doable under the time limit, are you able to break these numbers down by kind of licence?
1(b) Are you also able to break these numbers down by district?
(2) How many cadets have gained a licence since joining?
2(a) If possible please break down this number by kind of licence.
2(b) Please also state how many of these cadets left.
If any of this goes outside of the 18 hour window, I would appreciate 1a and 1b to be prioritised if possible.
""",
        ("How many cadets joined", "How many cadets have"),
    ),
    "two periods over numbers that run on": (
        """For the period 3 March 2018 to 10 January 2024, please could you tell me:

1) The number of wardens in your force given an award;

2) For each warden listed in your answer to question 1, the kind of award,

3) The district and rank of each of them now.

For the period 3 March 2021 to 10 January 2024, please could you tell me:

4) The count of how many awards were handed back.
""",
        ("The number of wardens", "For each warden", "The district", "The count"),
    ),
    "a condition on its own line between numbers": (
        """Please can you provide me with the following for the last five years. Please separate the below by year.

1) How many letters were opened
2) How many letters were answered
3) What were the outcomes of the above letters
If within cost constraints:
4) Average length (days) of an answer
5) Documentation about what would lead to an answer. what is the threshold, for example length, tone ect.
""",
        ("How many letters were opened", "How many letters were answered", "What were", "Average length", "Documentation"),
    ),
    "sections with titles, bullets and letters under them": (
        """I am writing to submit a Freedom of Information request for information about the register. Please find the requests below:

1. Register Request:
I am seeking the full register. The register should include the following columns or something similar:
· Reference
· Title
· Supplier
How many entries are currently held on the register?
If any of the headings has not been provided, please state this within your response.
2. Strategy Document Request:
a. Can the organisation provide a full version of its strategy for 2024/25?
b. If it is not an annual plan, please provide the last update.
3. Contact Details Request:
a. Provide contact details of the person responsible for sharing data.
b. Provide contact details of the person responsible for the register.
""",
        ("Register Request", "Strategy Document Request", "Contact Details Request"),
    ),
    "Q and a number without a stop": (
        """Q1 How many cases did your unit deal with each year, over the last ten years (or if these are unavailable, please supply as
many years as are held)?
Q2 For the last ten years, please supply the totals
Q3 Do you use an outside party?
Q4 How many people are in the unit?
""",
        ("How many cases", "For the last ten years", "Do you use", "How many people"),
    ),
    "prose of two questions": (
        """From Jan 2017 to the end of 2022, could you give a breakdown of the officers who have retired from your force?
Could you provide a line of explanation as to why they retired?
""",
        ("From Jan 2017", "Could you provide"),
    ),
    "an address in the middle of prose, and small roman letters that are no list": (
        """At the link pasted below, you will see that another force has published its awards, including i) date, ii) kind, and iii) outcome.
https://www.example.org/awards
Please can you provide me with the same information, laid out as similarly as possible, for your force for the whole of 2019.
""",
        ("Please can you provide me",),
    ),
    "an unnumbered list of whole questions under a lead": (
        """Hello,

Please could you answer the following questions about school dinners.

How many dinners were served in 2024?
How many of them were free?
What did a dinner cost?

Thanks,
Jordan
""",
        ("How many dinners", "How many of them", "What did"),
    ),
    "numbers, each followed by a paragraph of its own": (
        """To whom it may concern

1. How much was spent on paint?

Please break this down by colour and by year.

2. How much was spent on brushes?

If exact figures are not held, an estimate will do.

3. Who signs for them?

Many thanks
Jordan Ellis
""",
        ("How much was spent on paint", "How much was spent on brushes", "Who signs"),
    ),
    "a bracketed letter for each": (
        """Please supply:
(a) the number of bridges;
(b) the date when each was last inspected; and
(c) the cost of inspection.
""",
        ("the number of bridges", "the date", "the cost"),
    ),
    "one question of many fields": (
        """Dear Midshire Council,

Please provide a list of all allotments with the following fields:
- Name of site
- Number of plots
- Length of the waiting list

Kind regards
Jordan Ellis
""",
        ("Please provide a list",),
    ),
    "inline numbers in one paragraph": (
        """Dear Council, Please tell me: 1. How many bins were emptied in 2024? 2. How many were missed? 3. What was paid to the contractor?

Regards
Jordan Ellis
""",
        ("How many bins", "How many were missed", "What was paid"),
    ),
    "bold markers of a mail program": (
        """Dear Council,

*1.* How many swans are there?
*2.* Who counts them?

Jordan Ellis
""",
        ("How many swans", "Who counts"),
    ),
    "a marker alone on its line, its words below": (
        """Question 1

As at 9 March 2026

How many captains are there?

Question 2

How many of the officers below have a bicycle?

Sergeant
Constable
""",
        ("As at 9 March", "How many of the officers"),
    ),
    "a broken-down list after the only question": (
        """Please can you provide the following:
    1. The total number of thefts that happened in, or on, library grounds in the years
       2019/20 to 2023/24.
    Please could these be broken down as follows:
       a. For each year
       b. By the kind of thing taken
""",
        ("The total number of thefts",),
    ),
    "years and times at the start of lines": (
        """How many fires were there in each year below?
2021
2022
2023
12 fires were reported in 2020, I believe.
""",
        ("How many fires",),
    ),
    "letters within one sentence": (
        """For each of the last three academic years please provide information on the number of full time equivalent (FTE) cooks
employed within your council area in (a) primary schools, (b) secondary schools and (c) in total as I understand some may
work across both.
""",
        ("For each of the last three academic",),
    ),
    "an opening that ends in a question mark": (
        """FOI request, looking specifically at the time period between 2014 and 2024 (last 10 years)?
1. Can you tell me how many libraries within your area have been closed in the above period?
2. Can you tell me how many, if any, are in the process of being closed at this moment?
""",
        ("Can you tell me how many libraries", "Can you tell me how many, if any"),
    ),
    "one question whose breakdown is numbered, and one more": (
        """Please would you let me know how many loans were made by the library between 1 Jan-31 Dec 2018 and 1 Jan-31 March 2020?

I would like the figures broken down into:

  1. age group e.g. 0-10; 11-17; 18-30 or whichever way you record it.
  2. gender.
  3. The kind of book.

I would also like to know how many ended in a fine. I am happy for you to supply the raw data in an excel spreadsheet.
""",
        ("Please would you let me know", "I would also like to know"),
    ),
    "a period before the numbers and riders after them": (
        """I would like information on the following, from January 1, 2024, to December 31, 2024, and then the same information for 2025.
1) How many reports of lost dogs have you received? Please could this be broken down month-by-month?
2) How many dogs have been found?
3) How many owners have been fined?
If possible, please could all the above information also be broken down by breed.
Answers to questions 2 and 3 do not need to be broken down month-by-month, just a figure for each year, please.
""",
        ("How many reports of lost dogs", "How many dogs have been found", "How many owners"),
    ),
    "numbers under three dots, and a wish for all": (
        """Dear Midshire Police,

I would be grateful if you could please provide me with the following information, under the Freedom of Information Act 2000.

In your area...

1. How many visits were made to fairs between 1st January 2025 and 1st November 2025?

2. Of these visits, how many were made on foot?

3. How many officers were thanked as a result of these visits?

For all of the above questions, please break these figures down by age, rank and month.

Yours faithfully,

Jordan Ellis
""",
        ("How many visits", "Of these visits", "How many officers"),
    ),
    "prose with a breakdown of its first question": (
        """Please can you tell me how many bicycles were reported lost to your force in the two-week period from 20th December 2024 – 3rd
January 2025? Could I have this information broken down by the type of bicycle, and by the eventual outcome (e.g. found)?

Please could you provide the same information for the equivalent two-week periods in the two previous years?
""",
        ("Please can you tell me how many bicycles", "Please could you provide the same"),
    ),
    "inner lists with other stops, one of them counted wrong": (
        """I would like to make a request under the Freedom of Information Act.

1)         Please can you tell me how many cadets were enrolled in the calendar years:

  1. 2023
  2. 2024
  3. 2025 to date

2)         Please can you breakdown the figures in the answer to Q1 by the:

  1. Age
  2. Gender

iii.         District

  1. School

3)         If possible within the cost limit could you please indicate what became of them eg. Joined, left etc
""",
        ("Please can you tell me how many cadets", "Please can you breakdown", "If possible within the cost"),
    ),
    "decimal numbers under a number": (
        """I would be most grateful if you could supply the following data:

1: For the period from 1st Jan 2018 to 31 Dec 2025, for each calendar year:

1.1 the number of all journeys made by your trams (for example, not including training journeys).

1.2 the number of delays experienced by your trams where any passenger was late.

For clarification, the figures requested are for where your own trams were delayed.

2 I would be most grateful if the data could be provided in the following format:

Columns:
Year

Rows:
Total no. of journeys
""",
        ("For the period from", "I would be most grateful"),
    ),
    "one question of prose and what is meant": (
        """Dear Midshire Ambulance Service,
I am writing to request the following information under the freedom of information act.
In the months of October, November and December 2025, how many hours were vans unavailable as a direct result of a puncture. (By
this I mean roadside punctures of vans that were staffed at the time).
Yours faithfully,
Jordan Ellis
""",
        ("In the months of October",),
    ),
    "capital letters alone on their lines": (
        """A
Total number of tram journeys to the harbour in each year of 2023, 2024 and 2025.
B
Number of tram journeys to the harbour by way of Mill Lane in each of 2023, 2024 and 2025.
""",
        ("Total number of tram", "Number of tram"),
    ),
    "roman numbers within numbered questions": (
        """Dear Midshire Hospital,
1. How many complaints were recorded by your organisation in (i) 2023/24 (ii) 2024/25 and (iii) 2025/26 where there was EITHER
a delay OR an error?
2. Please provide me with a brief summary of each of those in Q.1 which were logged in 2025/26 stating (i) the kind and (ii) how
long the delay was.
Yours faithfully,
Jordan Ellis
""",
        ("How many complaints", "Please provide me with a brief"),
    ),
    "lists in and under one number": (
        """In detail, this is the data I am requesting:

1. For each of the last three calendar months

(a) August 2025,
(b) September 2025,
(c) October 2025

Please export data for EACH call in the month with the following:

- the time the call was received
- any changes and their times

My understanding is that this data can be exported from the system.
""",
        ("For each of the last three calendar months",),
    ),
    "paragraphs with titles about one wish": (
        """Dear Midshire Council,

FoI request: Please kindly provide a copy of the minutes of the meeting this year about the bridge, subject to the limits below.

Parameters: We are solely interested in the passages which relate to the paint. You may redact everything else if you wish.

Why we want this: Since this is a listed bridge, we wish to check that the colour is right.

Yours faithfully,

Jordan Ellis
""",
        ("FoI request: Please kindly provide",),
    ),
    "a word before Q and the number": (
        """I have tried to find these data and would appreciate requesting them under FOI legislation.

FOI Q1. Please confirm your definition of the district.

FOI Q2. For the district, please confirm the latest figure for its population.

FOI Q3. For the district please provide the most recent count of trees.
""",
        ("Please confirm your definition", "For the district, please confirm", "For the district please provide"),
    ),
    "a number and a colon, with explanations and a list of kinds": (
        """1: Visitors by age with a ticket by detailed kind for 2021 and 2022 broken down by branch

To specify what I mean by detailed kind, along the lines of this list here but including any other I missed. Additionally, it
would also be useful if you could provide a total table

Day tickets
Season tickets
Family tickets

2: Readers by detailed kind (see above again) for 2022 by age. Additionally, it would also be useful if you could provide a total

Once again please contact me if there are any issues relating to time.
""",
        ("Visitors by age", "Readers by detailed kind"),
    ),
    "what it is about, then a lead and numbers": (
        """My question is in relation to temporary classrooms used at schools in your area.

Could you please disclose:

1. How many schools in your area use temporary classrooms
2. How many lessons are being/will be held in them
3. If possible, an estimation of what percentage of pupils will be taught in them this year.
""",
        ("How many schools in your area", "How many lessons", "If possible, an estimation"),
    ),
    "dots with circles under them": (
        """Please provide the following information:

• The number of empty houses in the district
o Of these, the number empty for more than a year
o Of these, the number owned by the council
• The number of empty shops
• How many homes were brought back into use
o by the council
o by others
""",
        ("The number of empty houses", "The number of empty shops", "How many homes"),
    ),
    "Q with letters": (
        """Q1) How many libraries do you run?
Q2) For each library please state:
a) its address
b) its opening hours
c) its budget
Q3) Are any to close? If so, which?
""",
        ("How many libraries", "For each library", "Are any to close"),
    ),
    "tabs after numbers": (
        """Dear Council

1.	How many lamps are there?
2.	What do they cost?
3.	Who mends them?

Regards
Jo Bell
""",
        ("How many lamps", "What do they cost", "Who mends"),
    ),
    "skip logic": (
        """1. Do you use a case system?
If yes, please answer questions 2 to 4. If no, please go to question 5.
2. What is it called?
3. Who supplies it?
4. When does the contract end?
5. Do you plan to buy one?
""",
        ("Do you use", "What is it", "Who supplies", "When does", "Do you plan"),
    ),
    "definitions in bullets before the numbers": (
        """In this request:
- "vehicle" means any car or van owned by the force
- "officer" means a sworn officer

Please answer the following:
1. How many vehicles are there?
2. How many officers may drive one?
""",
        ("How many vehicles", "How many officers"),
    ),
    "titled sections that begin again": (
        """Please could you provide the following.

Section 1 - Parking
1. How many car parks are there?
2. How many spaces?

Section 2 - Cycling
1. How many cycle stands are there?
2. How many were mended?
3. At what cost?
""",
        ("How many car parks", "How many spaces", "How many cycle stands", "How many were mended", "At what cost"),
    ),
    "bare numbers": (
        """Could you tell me

1 How many kennels does the force have
2 How many dogs live in them
3 What it cost to feed them in 2025
""",
        ("How many kennels", "How many dogs", "What it cost"),
    ),
    "numbers with hyphens": (
        """1 - How many kennels are there?
2 - How many dogs?
3 - Who feeds them?
""",
        ("How many kennels", "How many dogs", "Who feeds"),
    ),
    "question with colon": (
        """Question 1: How many kennels are there?

Question 2: How many dogs?

Question 3: Who feeds them?
""",
        ("How many kennels", "How many dogs", "Who feeds"),
    ),
    "a table of fields with no marks": (
        """Dear Council,

Please can I have a list of all businesses that pay rates, to include:

Name of business
Address
Rateable value
Date of liability

I would prefer this in Excel.

Regards
Jo Bell
""",
        ("Please can I have a list",),
    ),
    "long prose with one wish at its end": (
        """Dear Midshire Council,

I live on Mill Lane and for years we have had trouble with lorries. In March I wrote to the leader, who said that a survey would
be made. I have heard nothing since, and my neighbours have heard nothing either.

I would therefore like to request a copy of the survey and of all e-mails about it between the leader and the highways team.

Yours sincerely,

Jo Bell
""",
        ("I would therefore like to request a copy",),
    ),
    "two wishes and a period for both": (
        """Under FOI I request the following for the period 1 January 2024 to 31 December 2025:

The number of pupils excluded from each school.

The number of those pupils who came back.

Many thanks,
Jo Bell
""",
        ("The number of pupils excluded", "The number of those pupils"),
    ),
    "greeting and wish in one line, then a second": (
        """Good morning, please can you send me the minutes of the board of 3 May. I would also like the list of those who came.

Thanks
Jo
""",
        ("please can you send me the minutes", "I would also like the list"),
    ),
    "an example of an answer": (
        """Please provide the number of visitors to each museum in each month of 2025.

For example:
Town Museum
January: 310
February: 280

Yours
Jo Bell
""",
        ("Please provide the number of visitors",),
    ),
    "one numbered, with its letter parts in lines and a last rider": (
        """I wish to know:
1) The number of fires in 2025 by
   a) cause
   b) district
   c) month
2) The number of false alarms in 2025 by the same.
Please include small fires. If this exceeds the cost limit, please answer 1) only.
""",
        ("The number of fires", "The number of false alarms"),
    ),
    "capital roman numbers": (
        """Please state:

I. How many bells there are
II. Who rings them
III. What it costs
IV. Whether it is to go on
""",
        ("How many bells", "Who rings", "What it costs", "Whether it is"),
    ),
    "please ... by the way of numbers in words": (
        """Firstly, how many horses are stabled at Midchester?
Secondly, what did their feed cost in 2025?
Thirdly, are any to be sold?
""",
        ("Firstly", "Secondly", "Thirdly"),
    ),
    "lower-case run on in a line": (
        """please can you tell me 1) how many dogs you have 2) how many handlers 3) what the dogs cost per year
thanks jo bell
""",
        ("how many dogs", "how many handlers", "what the dogs"),
    ),
    "html numbers with blank lines and a table rider": (
        """Good afternoon

I am a student at Midchester College and am writing my dissertation on trams. Under the Freedom of Information Act 2000, please
could you answer these questions:

1. What is the total length of tram track in the city?

2. In the calendar years 2022, 2023 and 2024, how many passengers were carried:

2022 -
2023 -
2024 -

3. Has any stop been closed since 2020? If so, which, and why?

If you need to clarify anything, please contact me by e-mail.

Kind regards

Alex
""",
        ("What is the total length", "In the calendar years", "Has any stop"),
    ),
    "one wish in a subject-like line": (
        """Request for the current tree policy of the council.

Jo Bell
""",
        ("Request for the current tree policy",),
    ),
    "no question marks, commas, lower case": (
        """hi

can i have the number of times the bridge was closed in 2024 and 2025 and the reason for each

also how much was spent on it

cheers
jo bell
""",
        ("can i have the number", "also how much"),
    ),
    "a preamble that cites the act and then numbers in words": (
        """Dear FOI Officer,

I request the following information under the Freedom of Information Act 2000:

a. All e-mails sent by the Director of Parks between 1 and 31 May 2025 which mention "ducks".

b. The minutes of each meeting at which ducks were discussed.

c. Any risk assessment about ducks.

I would prefer to receive this electronically. If the cost limit would be exceeded, please deal with (a) first.

I look forward to your reply within 20 working days as required by the Act.

Yours faithfully
Jo Bell
""",
        ("All e-mails sent", "The minutes of each", "Any risk assessment"),
    ),
    "numbered in the middle of a paragraph with hard wraps": (
        """I should be grateful if you would tell me: 1) how many parking notices
were issued in Mill Lane in 2025; 2) how many were cancelled on appeal;
and 3) what income came from those that were paid.

Regards, Jo
""",
        ("how many parking notices", "how many were cancelled", "what income"),
    ),
    "three headings with a question each": (
        """Staffing
How many nurses work on the ward?

Agency
How much was paid to agencies in 2025?

Training
What training do they get, and who pays?
""",
        ("How many nurses", "How much was paid", "What training"),
    ),
    "repeated question block for two years": (
        """Please provide, for 2024:
1. The number of appeals
2. The number upheld

And for 2025:
3. The number of appeals
4. The number upheld
""",
        ("The number of appeals", "The number upheld", "The number of appeals", "The number upheld"),
    ),
    "questions each begun by a dash without a blank": (
        """Dear all

Please tell me:
-How many ponds are there
-Who cleans them
-What it costs

thanks
""",
        ("How many ponds", "Who cleans", "What it costs"),
    ),
    "a quotation with numbers inside": (
        """On 3 May your website said:

"1. We plant trees. 2. We count them. 3. We mend them."

Please provide the figures behind the second of these statements.

Jo Bell
""",
        ("Please provide the figures",),
    ),
    "subparts without their own question and a total": (
        """1. Please provide the number of complaints about noise for each of the years below:
i. 2023
ii. 2024
iii. 2025
2. Please provide the number of notices served for the same years.
3. Please provide the total spent.
""",
        ("Please provide the number of complaints", "Please provide the number of notices", "Please provide the total"),
    ),
    "markers in square brackets": (
        """Please state
[1] how many boats the harbour holds
[2] the fee for each
[3] who sets it
""",
        ("how many boats", "the fee for", "who sets"),
    ),
    "number sign": (
        """#1 How many boats are there?
#2 What is the fee?
""",
        ("How many boats", "What is the fee"),
    ),
    "no. one": (
        """No. 1 How many boats are there?
No. 2 What is the fee?
No. 3 Who sets it?
""",
        ("How many boats", "What is the fee", "Who sets"),
    ),
    "part one and two": (
        """Part 1: Please provide the list of grants made in 2025.
Part 2: Please provide the form that applicants fill in.
""",
        ("Please provide the list", "Please provide the form"),
    ),
    "paragraph after numbers that asks once more": (
        """1. How many swans were ringed in 2025?
2. How many were ringed in 2024?

Could you also tell me who rings them?

Yours sincerely
Jo Bell
""",
        ("How many swans", "How many were ringed", "Could you also"),
    ),
    "a chatty one": (
        """Hello there! Hope you are well.

My daughter and I love the clock tower. We were wondering how old it is and who winds it? Do you know what happened to the old bells?

Best wishes,
Jo
""",
        ("We were wondering how old", "Do you know what"),
    ),
    "an address and telephone before the greeting": (
        """Jo Bell
2 Mill Lane
Midchester
MX1 2AB

5 August 2026

Dear Sirs

Please let me have a copy of the lease of the boathouse.

Yours faithfully

Jo Bell
""",
        ("Please let me have a copy",),
    ),
    "plain prose of three": (
        """Please provide me with the number of applications for blue badges in 2024. Of these, how many were refused? Please also state the average time taken to decide.

Regards

Sam Poole
""",
        ("Please provide me with the number", "Of these, how many", "Please also state"),
    ),
    "information on topics": (
        """Under the FOI Act I would like information about the council's vans. In particular:

- how many there are
- how old they are
- when they are to be replaced

Sam Poole
""",
        ("how many there are", "how old they are", "when they are"),
    ),
    "copy with exclusions": (
        """I would like to request a copy of the contract between the council and Alder Ltd for grass cutting. I do not need the schedules of prices, which I accept may be confidential.

Sam Poole
Midshire Gazette
""",
        ("I would like to request a copy",),
    ),
    "numbered, each with answer boxes": (
        """1. Number of pupils
Answer:

2. Number of teachers
Answer:

3. Number of rooms
Answer:
""",
        ("Number of pupils", "Number of teachers", "Number of rooms"),
    ),
    "dates as numbers": (
        """Please supply:

1. Figures as at 31.03.24
2. Figures as at 31.03.25
3. The difference, if over 10.5 per cent, with its cause
""",
        ("Figures as at 31.03.24", "Figures as at 31.03.25", "The difference"),
    ),
    "letters a to k with i": (
        """Please state for the pier:
a) the length
b) the width
c) the height
d) the age
e) the cost
f) the owner
g) the tenant
h) the insurer
i) the engineer
j) the painter
k) the warden
""",
        (
            "the length",
            "the width",
            "the height",
            "the age",
            "the cost",
            "the owner",
            "the tenant",
            "the insurer",
            "the engineer",
            "the painter",
            "the warden",
        ),
    ),
    "Q1 with sub i": (
        """Q1. How many boats?
i) sail
ii) motor
Q2. How many moorings?
Q3. Please provide the register.
""",
        ("How many boats", "How many moorings", "Please provide the register"),
    ),
    "thanks in the middle": (
        """Dear team,

Thank you for your reply of 2 June.

1. How many panels were fitted?
2. What was the cost?

Thanks in advance.
Sam
""",
        ("How many panels", "What was the cost"),
    ),
    "wdtk footer": (
        """Dear Midshire Council,

How many benches are there in the park?

Yours faithfully,

Sam Poole

-------------------------------------------------------------------

Please use this email address for all replies to this request:
[email address]

Is foi@midshire.example the wrong address for Freedom of Information requests? If so, please contact us using this form:
https://www.example.org/change

Disclaimer: This message and any reply that you make will be published on the internet.
""",
        ("How many benches",),
    ),
    "numbers with inner question marks": (
        """1. Do you own a drone? If so how many? What make are they?
2. Do you hire drones? From whom? At what cost per day?
""",
        ("Do you own", "Do you hire"),
    ),
    "wrapped questions without blank": (
        """1. Please state how many of the officers who left the force between
January 2024 and December 2025 had served for less than
Two years on the day on which they left.
2. Please state how many came back.
""",
        ("Please state how many of the officers", "Please state how many came"),
    ),
    "under headings with colon": (
        """Drones:
1. How many?
2. Which make?
Cars:
3. How many?
4. Which make?
""",
        ("How many?", "Which make?", "How many?", "Which make?"),
    ),
    "two paragraphs, the second leaning on the first": (
        """I'm writing to you under the Freedom of Information Act 2000 to request the following information:

I would like you to provide me with the number of visits that the service has made to ponds, lakes or streams during the financial
years 2021/22, 2022/23 and 2023/24 respectively.

For each of these visits in each of these years, I would also like you to provide me with the total number of hours spent
""",
        ("I would like you to provide me with the number", "For each of these visits"),
    ),
    "bullets that name numbers and end in question marks": (
        """- The total number of calls received between 1st November and 8th November?
- The number of calls received by the service (in houses, flats or halls) on the 5th of November?
- The total number of calls received in the month of November?
""",
        ("The total number of calls received between", "The number of calls", "The total number of calls received in"),
    ),
    "a wish of form first, fields under the last": (
        """Dear Midshire Service,

Can I please request, in the form of a spreadsheet such as Excel or CSV file, information on floods attended by the service.
1. I would like the total number of floods recorded by the service, broken down by month, for the calendar years 2024 and 2025.
2. In a separate tab I would like details of each flood. Please include:
Date
Time of day
Duration (minutes)
If this request cannot be met within the cost limits, please can you provide me with advice on how I may refine it.
Yours faithfully,
X
""",
        ("I would like the total number", "In a separate tab"),
    ),
    "fields without a blank after the dash": (
        """Dear Midshire Service,

Please send me your incident data for the years 2024-2025. I would like this data in spreadsheet format (CSV or XLS) broken down
by incident, and including the following fields or fields which are similar to them. If these fields (or something similar)
are not in your database, then please omit them:

-Latitude
-Longitude
-Hour, Weekday and Month
-District (code)

Yours faithfully,

Sam Poole
""",
        ("Please send me your incident data",),
    ),
    "letters as headings over numbers that run on": (
        """We are collecting information about rescues. Below is the information we would like to obtain from you.
We would like to receive data relating to rescues made by your service between 1 April 2024 - 31 March 2025:
a) At all fires and
b) At all other incidents.
a)
1. How many people were rescued at fires?
2. How many animals were rescued at fires?
b)
3. How many people were rescued at floods?
4. How many animals were rescued at floods?
C
5. Total rescues (sum of Q1 and Q3)?
""",
        (
            "How many people were rescued at fires",
            "How many animals were rescued at fires",
            "How many people were rescued at floods",
            "How many animals were rescued at floods",
            "Total rescues",
        ),
    ),
    "an explanation and bullets after the numbers": (
        """I will be grateful if you can provide the following information for each of the three most recent complete years:

1. The total number of reported visits that resulted in a response, showing the figures for each station.

2. The total number of journeys from each station.

For clarification, by journey I mean the number of times one or more vans were sent from each station.

The figures for each station to show the number of journeys for each of these categories:

• Visits within that station's area,
• Visits in another station's area.

Yours faithfully,

Sam Poole
""",
        ("The total number of reported visits", "The total number of journeys"),
    ),
}
