//! What the materials say.

pub(super) const PORTAL_BEFORE: &str = "\
# What changes

Until now a building permit began with a form on paper. From the day on which your district begins, it begins
in the portal. The old portal stays open for reading until the last district has moved.

# From the first click to the permit

1. Sign in, and choose **New application**.
2. Say where you build and what you build. The portal asks only what your kind of building needs.
3. Pay the fee.
4. Add your plans and send everything.

You then see one line for each step: received, complete, in review, decided.

# What is kept for you

A draft is kept for a week. After that it is deleted, and you begin again.

# Where to get help

Every page has a link **Ask the permit desk**. The counter of your district helps you as well: bring your plans on
a stick or on paper, and the counter scans them with you.

# What stays as it was

The rules of building stay the same, and so do the fees. The people who decide are the same people. Only the way
your application reaches them is new.
";

pub(super) const PORTAL: &str = "\
# What changes

Until now a building permit began with a form on paper. From the day on which your district begins, it begins
in the portal. The old portal stays open for reading until the last district has moved.

# From the first click to the permit

1. Sign in, and choose **New application**.
2. Say where you build and what you build. The portal asks only what your kind of building needs.
3. Add your plans. Each file may have up to 50 MB, as PDF or as a picture.
4. Check the summary. Here you see the fee for the first time, because it depends on your plans.
5. Pay and send.

You then see one line for each step: received, complete, in review, decided. When a case worker needs more, the line
says what, and you get an email.

# What is kept for you

A draft is kept for **30 days** from your last change. You can close the browser at any time: what you have typed is
saved after every answer. You find drafts under **My applications**.

# Where to get help

Every page has a link **Ask the permit desk**. The counter of your district helps you as well: bring your plans on
a stick or on paper, and the counter scans them with you.

# What stays as it was

The rules of building stay the same, and so do the fees. The people who decide are the same people. Only the way
your application reaches them is new.
";

pub(super) const COUNTER: &str = "\
# Before you begin

Open the portal and the list of known problems side by side. You need your own account, never that of a colleague.
Try one application in the practice district first; nothing in it counts.

# Whose application it is

The application belongs to whoever signs in. Let applicants sign in with their own account, on the second
screen. You point, they type. If you type for them under your name, they cannot see their permit later, and only the
central desk can move it.

# Somebody without a phone

The sign-in asks for a code. It comes by text message or by letter.

1. Choose **Send the code by letter**. It takes three days.
2. Give the applicant the printed card with the address of the portal.
3. If the day matters, note the day of the visit: it counts as the day of the application.

# Plans on paper

Scan them at 300 dpi, one file for each sheet, and name the file after the sheet: `ground-floor.pdf`. Ask the
applicant to look at the scan before you give the paper back.

# When you do not know

Look at the answers of the support desk; type two words of the question. If nothing fits, say so there in one line.
The desk answers within the day, and the answer is there for the next person who asks.

# A short check at the end

- The applicant sees **Received** on their own screen.
- They have the number of the application, in print if they like.
- They know that the next message comes by email.
";

pub(super) const PAPER: &str = "\
# Who decides

**Noor Haddad**, then **Tomás Rivera**. Nobody else says that paper is used again. If you cannot reach either of them
within ten minutes, call the central desk, extension 4400.

# The first ten minutes

1. Look whether the banner is on the portal. If it is, the team knows already.
2. If there is no banner, call the central desk and say what you see, and since when.
3. Tell the people who wait that it takes a moment. Promise no time.

# Paper forms

They are in the red folder under the counter, 40 of them. Fill in the first page only; the rest is asked later.

- Write the day and the hour of the visit. It counts as the day of the application.
- Take a phone number or an address. Without one we cannot ask back.
- Keep the plans with the form, in one sleeve.
- Give the applicant the lower part with the number.

# When the portal is back

Do not type the forms in by yourself. Two people of the central desk come and do it with you, so that no form is
entered twice. Each form gets a stamp when it is in the portal.

# What to say

The support desk has a text for people who ask by phone or by email. It changes by itself when the phase is paused or
rolled back, so use that one and not an older copy.
";

pub(super) const PLANS: &str = "\
# What you practise

You look at three plans that other case workers have decided, find what is missing, and compare it with what they
found. It takes about 45 minutes. You need a mouse and, if you have one, a second screen.

# Set the scale first

A plan on the screen has no scale until you give it one.

1. Choose **Measure**, then **Set scale**.
2. Click both ends of a length that is written in the plan, such as the width of the house.
3. Type the length. The portal keeps the scale for this sheet only; the next sheet needs its own.

Measure one more written length to see whether it agrees. If it does not, the sheet was scanned at an angle: send it
back and ask for a new scan.

# The three plans

- **A garage**: is the distance to the neighbour more than three metres?
- **An attic**: does every room have a second way out?
- **A shop**: is the entrance without a step, also at the back?

Write your marks into the plan with **Note**. Applicants see a note only when you choose **Share**.

# Compare

Choose **Show decision**. For each mark that you have and they have not, ask a colleague which of you is right. There
is often more than one good answer.

# What is different from paper

You cannot lay two sheets on top of each other. Use **Compare sheets** instead: it shows what was added in green and
what was taken away in red, with a pattern for those who do not see the colours.
";

pub(super) const DECIDING: &str = "\
# The path of a decision

Every application has the same four steps: complete, looked at, decided, told. You cannot skip one, but you can go back
until it is decided.

# Send back or refuse

These two are easy to mix up, and only one of them can be undone.

- **Send back** asks for something that is missing. The application stays open, and the clock stops until the
  applicant answers.
- **Refuse** is a decision. It goes out by registered letter, and the applicant has 30 days to object.

If you are in doubt, send it back and say what you need.

# Conditions

A permit can have conditions. Choose them from the list, so that the same thing is always said in the same words. What
is not in the list you write yourself, and the head of the office sees it before it goes out.

# The second pair of eyes

Whatever is larger than 400 square metres needs a second person. The portal asks for one by itself; you do not send
emails. The second person sees your notes, and decides for themselves before they see what you have decided.

# What the applicant reads

The preview on the right shows the letter as it will be sent. Read it once aloud. If a sentence would not be understood
at the counter, change it here.
";

pub(super) const SIGN_IN: &str = "\
# Who needs an account?

Everybody who applies, and everybody who decides. An account belongs to one person. Offices that apply for others
have an account for each of their people, and are named together in the application.

# How do I sign in?

With your email address and a code. There is no password that could be guessed or forgotten. The code is valid for ten
minutes and for one sign-in.

# The code does not arrive

1. Look into the mailbox whose address you typed; many people have two.
2. Look into the folder for unwanted mail.
3. Wait two minutes before you ask for another one. Only the newest code is valid.

If it still does not arrive, ask the permit desk. The desk can see whether it was sent, but never the code itself.

# Is this message from you?

Our messages come from the address of the city and never ask for a code or for the number of a bank card. Do not answer
one that does: forward it to the permit desk.

# May somebody else use my account?

No. Give them access to the application instead, under **People**. You can take it back on the same page, and both of
you see who did what.

# I have a new address

Change it under **My account** while you can still read the old mailbox. If you cannot, come to a counter with an
identity card.
";
