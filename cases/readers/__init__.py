"""Who read a case or the data of a person: pages, files, lists and searches, newest first."""
