"""The report on an archive for people: damage first, then all else that was found, in counts.

It is made of what the journal knows of each file, this run's or an earlier one's: counted
as it goes by (counting), and written as a page (page) or a workbook (workbook). What is
one text with another is looked for in the files themselves (doubles).
"""
