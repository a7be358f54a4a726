"""What is translated, older than its source, or missing.

In: the texts of records, words and pages, and the ledger data/translations.txt, which holds the
fingerprint of the source that each translation was made from. Out: the state of every text in
every language, file by file, and the ledger with new, renamed and removed texts followed.
"""
