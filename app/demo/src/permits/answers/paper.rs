//! Answers for those who come with paper, or began with it.

use domain::response::Channel;
use domain::response::Situation::{After, Before, During, Paused, RolledBack};

use super::Stands::{Active, SentBack};
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 3] = [
    Answer {
        topic: "Paper",
        title: "Bringing a paper form",
        code: "paper",
        questions: "Can I still use the paper form?\n\
            I have filled in the form already\n\
            I have no computer\n\
            Do you still take paper?",
        note: "Nobody is sent home. If somebody cannot do it online, the counter does it with them.",
        avoid: "If the form was handed in already, use **Begun on paper**.",
        material: Some(1),
        says: &[
            (
                Before,
                "en",
                Active,
                "Yes. In {{cohort | your district}} the paper form is valid until {{phase start | the portal \
                 opens}}. What you hand in before that day is decided on paper to the end; you do not have to \
                 send it again.",
            ),
            (
                During,
                "en",
                Active,
                "Bring it along all the same, {{first name | please}}. We type it into the portal together at \
                 the counter, under your own account, and scan your plans. It takes about half an hour.\n\n\
                 {{> counter hours}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Yes, for the moment we take paper in {{cohort | your district}}. The day on which you hand it \
                 in counts as the day of your application, and you get a number at the counter.",
            ),
            (
                After,
                "en",
                Active,
                "The paper form is no longer used. We fill in the application together with you at the counter, \
                 and you can bring your plans on paper.\n\n\
                 {{> counter hours}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Yes. In {{cohort | your district}} the paper form is used again until we write to you. The day \
                 on which you hand it in counts.\n\n\
                 {{> counter hours}}",
            ),
            (
                RolledBack,
                "es",
                Active,
                "Sí. En {{cohort | su distrito}} se usa de nuevo el formulario en papel hasta que le avisemos. \
                 Cuenta el día en que lo entrega en la oficina.",
            ),
        ],
        used: (27, 24, 1),
        ..PLAIN
    },
    Answer {
        topic: "Paper",
        title: "Begun on paper",
        code: "begun-on-paper",
        questions: "I sent the paper form last month, what happens now?\n\
            Do I have to apply again online?\n\
            My paper application is not in the portal",
        note: "The number on the lower part of the form begins with P. You find it under **Old applications**.",
        avoid: "",
        says: &[
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 you do not have to do anything. What came on paper before {{phase start | the portal opened}} \
                 is decided on paper to the end, and you get the decision by letter.\n\n\
                 You can follow {{application number | your application}} in the portal from next week on: sign \
                 in and choose **Add by number**.\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 {{application number | your application}} goes on as it began, on paper. That the portal is \
                 closed in your district does not change anything for it.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (8, 6, 0),
        ..PLAIN
    },
    Answer {
        topic: "Paper",
        title: "A stamped plan for the bank",
        code: "stamped-plan",
        questions: "My bank wants a plan with a stamp\nHow do I get a stamped copy?",
        note: "Two banks in the city take the signed file since the spring; the list is in the wiki.",
        avoid: "Before the decision there is nothing to stamp.",
        channel: Channel::Email,
        says: &[(
            During,
            "en",
            SentBack(
                "Say which banks take the signed file, so that people do not come for nothing",
            ),
            "Hello {{first name | there}},\n\n\
             the decision in the portal is a signed file, and most banks take it. If yours does not, the \
             counter prints it and puts a stamp on it. It costs nothing.\n\n\
             {{> counter hours}}\n\n\
             {{> closing}}",
        )],
        ..PLAIN
    },
];
