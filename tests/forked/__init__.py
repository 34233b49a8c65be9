"""The command as a process that is forked from one that has its modules, instead of started.

Transcripts and examples run hundreds of commands, each of which would spend most of its
time on imports. Here a server imports them once; the program `planparse` that tests put on
PATH is a client that hands over its arguments, environment, folder and open files, and
ends as the forked process does. What starts, is killed or is short of memory and disk is
tested on processes of its own.
"""
