"""The take-away kit: documents of the project to print, to send and to show.

In comes an Edition; `documents` says what each document holds (model.py), and `pdf` draws it by
Typst. What is said does not know how it is drawn: the same records serve any other format. `cards`
says what the pictures of shared links hold, and `card_press` draws them.
"""
