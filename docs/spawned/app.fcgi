#!/bin/sh
# Starts the application for the program that has put a listening socket on descriptor 0.

# An application.yml that lies here is read
cd /usr/local/lib/app || exit 1

# The application takes the place of the shell, and ends when who has started it is gone.
# What it prints goes where its errors go
exec setpriv --pdeathsig TERM /usr/bin/java -Xmx256m -jar /usr/local/lib/app/app.jar >&2
