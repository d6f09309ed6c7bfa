//! Answers about what happens to an application, and what it costs.

use domain::response::Channel;
use domain::response::Situation::{Always, Before, During, Paused, RolledBack};

use super::Stands::Active;
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 5] = [
    Answer {
        topic: "Applications",
        title: "Where an application is",
        code: "status",
        questions: "Where is my application?\n\
            What happened to my permit?\n\
            Nobody has written to me for two weeks\n\
            What does “in review” mean?",
        note: "Look it up by its number before you answer. Never say what the decision will be.",
        avoid: "If it came on paper, use **Begun on paper**.",
        says: &[
            (
                Before,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 {{application number | your application}} is {{where it is}}. It was handed in on paper, so \
                 you hear from us by letter. That the portal opens on {{phase start | a day to be announced}} \
                 changes nothing for it.\n\n\
                 {{> closing}}",
            ),
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 {{application number | your application}} is {{where it is}}. You see the same under **My \
                 applications**: one line for each step, with its day.\n\n\
                 When a case worker needs more from you, the line says what, and you get an email. You do not \
                 have to look every day.\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 {{application number | your application}} is {{where it is}}. We decide it just as before, \
                 although you cannot see it in the portal for now. Ask us at any time; extension 4400.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (36, 28, 2),
        ..PLAIN
    },
    Answer {
        topic: "Applications",
        title: "How long a decision takes",
        code: "how-long",
        questions: "How long does it take?\nWhen do I get my permit?\nCan I have it faster?",
        note: "Days are working days, from the moment at which it is complete.",
        avoid: "",
        of_product: true,
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 small buildings take 20 working days, larger ones 45. The days count from the moment at which \
                 everything is there, so a missing plan costs the most time.\n\n\
                 We cannot decide one before the other because somebody asks. It would not be fair.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 las obras pequeñas tardan 20 días laborables y las grandes 45, desde que la solicitud está \
                 completa.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (16, 11, 2),
        ..PLAIN
    },
    Answer {
        topic: "Applications",
        title: "An old number is not found",
        code: "old-number",
        questions: "The portal doesn't know my permit number\n\
            My old permit is missing\n\
            It says that there is no such number",
        note: "Numbers from before 2004 have a stroke, as in 317/02. The portal asks for eight digits.",
        avoid: "If the number has eight digits and is not found, write to Tomás Rivera with the number.",
        cohorts: &[0],
        says: &[(
            During,
            "en",
            Active,
            "Hello {{first name | there}},\n\n\
             {{permit number | the number}} comes from the time before 2004, and those permits are still in the \
             archive. We order the file for you; it takes about a week.\n\n\
             {{> closing}}",
        )],
        used: (13, 3, 8),
        ..PLAIN
    },
    Answer {
        topic: "Fees",
        title: "What a permit costs",
        code: "fee",
        questions: "What does a permit cost?\nWhy is it more expensive than last time?\nDo I pay if it is refused?",
        note: "The table is the same as on paper. Online does not cost more.",
        avoid: "Do not work out a fee on the phone: it depends on the plans.",
        of_product: true,
        says: &[
            (
                Always,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 it depends on the size of what you build: 90 for a small building, and 0.4 % of the building \
                 costs for a larger one. The portal shows the sum before you pay, and it is the same as at the \
                 counter.\n\n\
                 If a permit is refused, half of it comes back to you.\n\n\
                 {{> closing}}",
            ),
            (
                Always,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 depende del tamaño de la obra. El portal muestra la suma antes de pagar, y es la misma que en \
                 la oficina. Si el permiso se deniega, le devolvemos la mitad.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (10, 8, 1),
        ..PLAIN
    },
    Answer {
        topic: "Fees",
        title: "A payment did not go through",
        code: "payment",
        questions: "My card was refused\nI paid twice\nThe page stopped while I was paying",
        note: "Look under **Payments** whether the money arrived. Never take a card number by phone or by email.",
        avoid: "If they paid at a counter, ask there: those payments are in another list.",
        channel: Channel::Email,
        material: Some(0),
        says: &[
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 {{what you see under payments | we have not received a payment yet}}. Nothing is lost: your \
                 application waits under **My applications** with the line **To pay**, and you can try it again \
                 there.\n\n\
                 If the money left your account twice, one of them comes back by itself within five working days.\n\n\
                 {{> closing}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 nothing can be paid for the moment, because we have paused the portal in {{cohort | your \
                 district}}. The day of your application is kept, although you pay later.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (9, 6, 1),
        ..PLAIN
    },
];
