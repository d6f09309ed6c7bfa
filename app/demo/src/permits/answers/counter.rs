//! Answers about the counters, and for when something does not work.

use domain::response::Channel;
use domain::response::Situation::{Always, Before, During, Paused, RolledBack};

use super::Stands::{Active, Expired};
use super::{Answer, PLAIN};

pub(super) const ANSWERS: [Answer; 5] = [
    Answer {
        topic: "Counters",
        title: "When the counters are open",
        code: "hours",
        questions: "When are you open?\nDo I need an appointment?\nWhere is the counter?",
        note: "In the days before a holiday look at the calendar of the city first.",
        avoid: "",
        channel: Channel::Phone,
        of_product: true,
        says: &[(
            Always,
            "en",
            Active,
            "{{> counter hours}} You do not need an appointment. Bring your plans, on paper or on a stick, and \
             an identity card.",
        )],
        used: (15, 14, 0),
        ..PLAIN
    },
    Answer {
        topic: "Counters",
        title: "The week of the city festival",
        code: "festival",
        questions: "Are you open during the festival?\nCan I come on Thursday evening?",
        note: "Only for the week itself. On Monday after it everything is as always.",
        avoid: "For every other week use **When the counters are open**.",
        channel: Channel::Phone,
        of_product: true,
        says: &[(
            Always,
            "en",
            Expired(3),
            "In the week of the city festival the counters close at noon, on Thursday as well. The portal is \
             open all day.",
        )],
        used: (6, 6, 0),
        ..PLAIN
    },
    Answer {
        topic: "Problems",
        title: "Something does not work",
        code: "broken",
        questions: "This is broken\n\
            I get an error\n\
            The page stays empty\n\
            It worked yesterday",
        note: "Three things are needed: what they did, what they saw, and when. Look at the findings of the \
            release before you write; it may be known.",
        avoid: "If nobody in the district can open the portal, use **The portal is closed for now**.",
        cohorts: &[0, 1],
        says: &[
            (
                During,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 we are sorry that this costs you time. So that we find it quickly, please tell us:\n\n\
                 1. what you did just before\n\
                 2. what you saw, best with a picture of the screen\n\
                 3. about when it happened\n\n\
                 Until then: {{workaround | what you have typed is saved, and you can go on from another \
                 device}}. We write to you as soon as we know more.\n\n\
                 {{> closing}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 we know about it and have paused the portal in {{cohort | your district}} while we look for \
                 the cause. You do not have to send us anything. What you have typed is kept.\n\n\
                 {{> closing}}",
            ),
        ],
        used: (19, 11, 4),
        ..PLAIN
    },
    Answer {
        topic: "Problems",
        title: "The portal is closed for now",
        code: "closed",
        questions: "The portal is down\nI can't open the page\nWhen does it work again?\nWhy can't I apply any more?",
        note: "Promise no time. When the team knows one, it stands on the banner of the portal.",
        avoid: "If only one person is affected, it is not this: use **Something does not work**.",
        material: Some(2),
        says: &[
            (
                Before,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 the portal is not open yet in {{cohort | your district}}. We open it on {{phase start | a day \
                 that we announce}} if everything is ready by then. Until then the counter takes your \
                 application on paper.\n\n\
                 {{> counter hours}}\n\n\
                 {{> closing}}",
            ),
            (
                Paused,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 we have paused the portal in {{cohort | your district}} for a moment. Nothing is lost, and no \
                 deadline ends while it is paused. The banner on the first page says when it goes on.\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "en",
                Active,
                "Hello {{first name | there}},\n\n\
                 something did not work as it should, so {{cohort | your district}} uses paper again for now. \
                 What you have sent is with us and is decided. What you had begun is kept.\n\n\
                 We write to you before the portal opens again.\n\n\
                 {{> counter hours}}\n\n\
                 {{> closing}}",
            ),
            (
                RolledBack,
                "es",
                Active,
                "Hola {{first name | buenos días}}:\n\n\
                 algo no funcionó como debía, y por ahora {{cohort | su distrito}} vuelve al papel. Lo que \
                 envió está con nosotros y se decide. Lo que había empezado se conserva.\n\n\
                 Un saludo\n{{agent | La oficina de permisos}}",
            ),
        ],
        used: (4, 3, 0),
        ..PLAIN
    },
    Answer {
        topic: "Features",
        title: "An app for the phone",
        code: "app",
        questions: "Is there an app?\nWhere can I download it?",
        note: "The portal works on a phone. An app was considered and dropped.",
        avoid: "",
        of_product: true,
        retired: true,
        says: &[(
            Always,
            "en",
            Active,
            "Hello {{first name | there}},\n\n\
             an app is planned. Until then you can use the portal in the browser of your phone.\n\n\
             {{> closing}}",
        )],
        used: (5, 1, 3),
        ..PLAIN
    },
];
