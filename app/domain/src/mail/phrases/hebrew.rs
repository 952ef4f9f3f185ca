use super::Phrases;

/// In forms that do not tell a woman from a man. Lines begin in Hebrew, so that a name in Latin letters does not turn
/// them around.
pub const PHRASES: Phrases = Phrases {
    subject: "הזמנה אל {TITLE} מאת {HOST}",
    invitation: "הזמנה",
    greeting: "שלום {FIRSTNAME} {LASTNAME},",
    preview: "{DATE}, {TIME}. הקישור האישי שלך נמצא בהודעה זו.",
    invites: "הוזמנת על ידי {HOST} אל",
    date: "תאריך",
    time: "שעה",
    role: "התפקיד שלך",
    host: "הזמנה מאת",
    open: "בקישור האישי שלך אפשר לראות מה צפוי, ולהיכנס כשהאירוע מתחיל:",
    button: "לפתיחת הקישור",
    copy: "אם הכפתור אינו פועל, יש להעתיק את הכתובת הזאת לדפדפן:",
    yours_alone: "הקישור מיועד לך בלבד: נא לא להעביר אותו הלאה.",
    keep: "כדאי לשמור את ההודעה הזאת: דרכה אפשר לחזור ולהיכנס.",
    stranger: "אם השם {HOST} אינו מוכר לך, אפשר להתעלם מההודעה.",
    sent: "נשלח אל {EMAIL} באמצעות Greenroom.",
    link_in_mail: "הקישור האישי שלך נמצא בהודעה שנשלחה אל {EMAIL}. כדאי לשמור אותה: דרכה אפשר לחזור ולהיכנס.",
    changed: "עודכן: ",
    withdrawn_subject: "ההזמנה בוטלה: {TITLE}",
    called_off_subject: "בוטל: {TITLE}",
    withdrawn: "ההזמנה שלך אל {TITLE} בוטלה, והקישור שלה אינו פועל עוד.",
    called_off: "האירוע {TITLE} בוטל, והקישור שלך אינו פועל עוד.",
    mistake: "אם לדעתך מדובר בטעות, אפשר להשיב להודעה זו.",
    picture: "הקישור לחדר כקוד QR",
    viewer: "צפייה",
    moderator: "הנחיה",
    speaker: "דיבור",
    hosting: "אירוח",
};
