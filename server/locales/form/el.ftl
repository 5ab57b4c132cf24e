# Greek
language = Ελληνικά
reviewed = no

## The form

form-label = Μια ερώτηση από το κατάστημα { $shop }
close = Κλείσιμο
closed = Η ερώτηση έκλεισε.
send = Αποστολή
next = Επόμενο
back = Πίσω
progress = { $n } από { $of }
optional = Προαιρετικό
required = Παρακαλούμε απαντήστε σε αυτή την ερώτηση.
saved = Αποθηκεύτηκε
saving = Αποθήκευση…
not-sent = Δεν ήταν δυνατή η αποστολή της απάντησής σας.
try-again = Δοκιμάστε ξανά
privacy = Απόρρητο
characters-left = Χαρακτήρες που απομένουν: { $n }
answered-elsewhere = Έχουμε ήδη λάβει απάντηση για αυτή την παραγγελία. Ευχαριστούμε.
withdraw = Απόσυρση των απαντήσεών μου
withdrawn = Οι απαντήσεις σας διαγράφηκαν.
tab = Η γνώμη σας
survey-closed = Αυτή η έρευνα έχει ολοκληρωθεί. Ευχαριστούμε για το ενδιαφέρον σας.
link-wrong = Αυτός ο σύνδεσμος δεν λειτουργεί πια.

## Parts of questions

yes = Ναι
no = Όχι
other = Κάτι άλλο
other-text = Τι άλλο;
none-of-these = Τίποτα από αυτά
choose-many = Επιλέξτε όλα όσα ισχύουν.
email = Η διεύθυνση e-mail σας
email-wrong = Παρακαλούμε ελέγξτε τη διεύθυνση e-mail.
consent = Το κατάστημα { $shop } μπορεί να μου γράψει σχετικά με τις απαντήσεις μου.
consent-missing = Επιλέξτε το πλαίσιο για να μπορούμε να σας γράψουμε ή διαγράψτε τη διεύθυνση.
face-1 = Πολύ δυσαρεστημένοι
face-2 = Δυσαρεστημένοι
face-3 = Ούτε ικανοποιημένοι ούτε δυσαρεστημένοι
face-4 = Ικανοποιημένοι
face-5 = Πολύ ικανοποιημένοι
product-fallback = Το προϊόν που αγοράσατε

## Ends of scales

likely-low = Καθόλου πιθανό
likely-high = Εξαιρετικά πιθανό
satisfied-low = Πολύ δυσαρεστημένοι
satisfied-high = Πολύ ικανοποιημένοι
agree-low = Διαφωνώ απόλυτα
agree-high = Συμφωνώ απόλυτα
often-low = Ποτέ
often-high = Πολύ συχνά
experience-low = Πολύ κακή
experience-high = Εξαιρετική

## Scores

nps = Πόσο πιθανό είναι να συστήσετε το κατάστημα { $shop } σε φίλους ή συναδέλφους;
nps-why = Ποιος είναι ο κύριος λόγος για τη βαθμολογία σας;
csat = Πόσο ικανοποιημένοι είστε από την αγορά σας στο κατάστημα { $shop };
csat-why = Ποιος είναι ο κύριος λόγος για την αξιολόγησή σας;
ces = Στο κατάστημα { $shop } ήταν εύκολο να κάνω την παραγγελία μου.
ces-why = Τι το έκανε εύκολο ή δύσκολο;
thanks = Ευχαριστούμε για την απάντησή σας.

## Question library: experience

experience = Πώς θα περιγράφατε τη σημερινή σας εμπειρία;
find-way = Ήταν εύκολο να περιηγηθώ στον ιστότοπο.
information = Βρήκατε τις πληροφορίες που χρειαζόσασταν;
information-missing = Ποιες πληροφορίες έλειπαν;
checkout-problem = Αντιμετωπίσατε κάποιο πρόβλημα κατά την ολοκλήρωση της παραγγελίας;
checkout-problem-none = Όχι, κανένα πρόβλημα
checkout-problem-payment = Στην πληρωμή
checkout-problem-delivery = Στην επιλογή παράδοσης
checkout-problem-address = Στη συμπλήρωση της διεύθυνσης
checkout-problem-code = Στη χρήση εκπτωτικού κωδικού
checkout-problem-slow = Η σελίδα ήταν αργή ή δεν λειτουργούσε
answers-quality = Πόσο ικανοποιημένοι είστε από την ποιότητα των απαντήσεών μας;
answers-speed = Πόσο ικανοποιημένοι είστε από την ταχύτητα των απαντήσεών μας;

## Question library: product

product = { $product }: πόσο ικανοποιημένοι είστε;
usage = { $product }: πόσο συχνά το χρησιμοποιείτε;
improved-day = { $product }: πώς βελτίωσε την ημέρα σας;
improve = { $product }: τι θα βελτιώνατε;
use-for = { $product }: για ποιον σκοπό το χρησιμοποιείτε;

## Question library: loyalty

buy-again = Θα αγοράζατε ξανά από το κατάστημα { $shop };
other-products = Πόσο πιθανό είναι να δοκιμάσετε και άλλα προϊόντα μας;
switch = Πόσο πιθανό είναι να στραφείτε σε κάποιον ανταγωνιστή μας;
first-choice = Είμαστε η πρώτη σας επιλογή για τέτοια προϊόντα;
first-choice-why = Ποιο κατάστημα θα επιλέγατε πρώτο και γιατί;

## Question library: the way here

heard = Πώς μάθατε για πρώτη φορά για το κατάστημα { $shop };
heard-friend = Από φίλους ή συγγενείς
heard-search = Μέσω μηχανής αναζήτησης
heard-social = Από τα μέσα κοινωνικής δικτύωσης
heard-advertisement = Από διαφήμιση
heard-press = Από άρθρο ή βίντεο
heard-passing = Περνώντας μπροστά από ένα κατάστημα
stopped = Τι παραλίγο να σας αποτρέψει από την αγορά;
stopped-nothing = Τίποτα
stopped-price = Η τιμή
stopped-delivery-cost = Τα έξοδα αποστολής
stopped-delivery-time = Ο χρόνος παράδοσης
stopped-unsure = Δεν ήξερα αν ήταν κατάλληλο για μένα
stopped-payment = Έλειπε ο τρόπος πληρωμής που χρησιμοποιώ
stopped-trust = Δεν ήξερα αν μπορώ να εμπιστευτώ το κατάστημα
contact = Μπορούμε να σας γράψουμε σχετικά με τις απαντήσεις σας;
comment = Θα θέλατε να μας πείτε κάτι άλλο;
tab-question = Τι μπορούμε να κάνουμε καλύτερα;
