"""The words of Greek portals for what a home is like, folded (core.importing.words), by what they mean."""

from housing.home import Condition, Furnished, Heating, RentCovers

HEATING = {
    Heating.AUTONOMOUS: "αυτονομη ατομικη αυτονομηπετρελαιου ατομικηπετρελαιου autonomous individual autonomousoil",
    Heating.CENTRAL: "κεντρικη κεντρικηπετρελαιου πετρελαιο καλοριφερ central centralheating oil radiators",
    Heating.NATURAL_GAS: (
        "φυσικοαεριο αεριο αυτονομηφυσικουαεριου ατομικηφυσικουαεριου αυτονομηφυσικοαεριο naturalgas gas autonomousgas"
    ),
    Heating.HEAT_PUMP: "αντλιαθερμοτητασ αντλια heatpump",
    Heating.ELECTRIC: (
        "ηλεκτρικη ρευμα ηλεκτρικο κλιματισμοσ κλιματιστικο κλιματιστικα θερμοσυσσωρευτησ θερμοσυσσωρευτεσ "
        "aircondition airconditioning aircon ac electric electricity storageheaters"
    ),
    Heating.STOVE: (
        "σομπα ξυλοσομπα τζακι ενεργειακοτζακι πελλετ σομπαπελλετ σομπαητζακι stove wood fireplace pellet pellets "
        "stoveorfireplace"
    ),
    Heating.NONE: "noheating καμια κανενα χωρισ χωρισθερμανση οχι δενυπαρχει δενεχει none no without",
}
CONDITION = {
    Condition.NEW: "νεοδμητο καινουριο καινουργιο νεο υποκατασκευη new newlybuilt newbuild",
    Condition.RENOVATED: "ανακαινισμενο πληρωσανακαινισμενο ανακαινισμενη ανακαινιση renovated refurbished",
    Condition.GOOD: (
        "καλη καλο πολυκαλη πολυκαλο αριστη αριστο μετρια διατηρημενο good verygood perfect excellent maintained fair"
    ),
    Condition.NEEDS_REPAIR: (
        "χρηζειανακαινισησ χρηζειεπισκευησ χρειαζεταιανακαινιση χρειαζεταιεπισκευη θελειανακαινιση κακη κακο παλιο "
        "needsrepair needsrenovation needsrefurbishment tobedone bad poor"
    ),
}
FURNISHED = {
    Furnished.FULLY: "επιπλωμενο πληρωσ πληρησ πληρωσεπιπλωμενο full fully furnished fullyfurnished",
    Furnished.PARTLY: "μερικωσ μερικη ημιεπιπλωμενο μερικωσεπιπλωμενο part partly partially semi partlyfurnished",
    Furnished.NO: "χωρισεπιπλα unfurnished none ανεπιπλωτο κενο χωρισ",
}
RENT_COVERS = {
    RentCovers.RENT: (
        "δενπεριλαμβανονται εξτρα επιπλεον χωριστα μονοτοσπιτι μονοτηνκατοικια notincluded extra separate thehomealone"
    ),
    RentCovers.CHARGES: (
        "κοινοχρηστα μονοκοινοχρηστα μετακοινοχρηστα καιτακοινοχρηστα commoncharges charges chargesonly "
        "thecommonchargestoo"
    ),
    RentCovers.BILLS: (
        "περιλαμβανονται συμπεριλαμβανονται ολα ολαπεριλαμβανονται λογαριασμοι κοινοχρησταλογαριασμοι "
        "κοινοχρηστακαιλογαριασμοι ρευμανερο ρευμακαινερο included all allincluded bills allbills utilities "
        "καιτακοινοχρηστατορευμακαιτονερο thecommonchargeselectricityandwatertoo"
    ),
}
WINTER_ONLY = {
    True: "χειμωνασ χειμερινη χειμερινο εποχιακο εποχιακη winter seasonal",
    False: "ολοτοχρονο ολοτονχρονο μονιμη allyear permanent",
}
PARKING = {True: "κλειστο ανοιχτο πυλωτη γκαραζ garage open closed included", False: "χωρισ none δενυπαρχει δενεχει"}

# What stands for common charges where the rent covers them.
WITHIN_THE_RENT = (
    "περιλαμβανονται συμπεριλαμβανονται περιλαμβανεται περιλαμβανονταιστοενοικιο στηντιμη στοενοικιο μεσα "
    "μεσαστοενοικιο included "
    "includedintherent inrent intherent"
)
