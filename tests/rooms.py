#!/usr/bin/env python3
"""The house rules that a machine can check.

Includes only go down the rooms: base < text < entity < names < lists < index < match < scan; the public
headers include each other; the command, the examples and the serve room use <aka/...>; which outside library a room
may use is listed here. The library does not print, exit or use unbounded string functions. Files
stay under 1,000 lines and functions under 100.

usage: rooms.py [PROJECT-FOLDER]
"""

import pathlib
import re
import sys

ROOMS = ["base", "text", "entity", "names", "lists", "index", "match", "scan"]

# Outside libraries by the header that shows them, and the rooms that may use them.
LIBRARIES = {
    "unicode/": {"text"},
    "expat": {"lists", "scan"},
    "jansson": {"entity", "match"},
    "zlib": {"lists"},
    "zstd": {"lists", "index"},
    "xxhash": {"base", "lists"},  # lists: of a file while it is read
}

# The room that stands beside the others and sees the library as anybody outside does.
OUTSIDE = "serve"
OUTSIDE_LIBRARIES = {"jansson.h", "microhttpd.h", "sodium.h", "zlib.h"}

# What the C library and POSIX offer: not a room's business.
SYSTEM = {
    "assert", "ctype", "dirent", "errno", "fcntl", "float", "inttypes", "libgen", "limits", "locale", "math",
    "poll", "pthread", "signal", "stdalign", "stdarg", "stdatomic", "stdbool", "stddef", "stdint", "stdio",
    "stdlib", "stdnoreturn", "string", "strings", "threads", "time", "unistd", "wchar",
    "arpa/inet", "netinet/in", "sys/eventfd", "sys/file", "sys/ioctl", "sys/mman", "sys/resource", "sys/socket", "sys/stat", "sys/time", "sys/types", "sys/uio",
}

BANNED_IN_LIBRARY = re.compile(
    r"\b(printf|puts|putchar|vprintf|perror|exit|_exit|abort|gets|strcpy|strcat|sprintf|vsprintf"
    r"|strtok|atoi|atol|atof|setlocale|rand|srand|localtime|gmtime)\s*\(")

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
MAX_FILE_LINES = 1000
MAX_FUNCTION_LINES = 100


def code_only(text):
    """Blanks out comments, strings and characters; keeps the line breaks."""
    token = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def is_public(name):
    return name.startswith("aka/")


def check_library_include(room, bracket, name):
    """What is wrong with a room including that, or None."""
    first = name.split("/")[0]
    if is_public(name):
        return None
    if bracket == '"':
        if "/" in name and first in ROOMS:
            if ROOMS.index(first) > ROOMS.index(room):
                return f"{room} reaches up to {first}"
            return None
        return None if name.endswith(".inc") else f'"{name}" names no room'
    for header, rooms in LIBRARIES.items():
        if name.startswith(header):
            return None if room in rooms else f"{room} is not to use {header.rstrip('/')}"
    return None if name[:-2] in SYSTEM else f"<{name}> is not known here"


def check_outside_include(folder, bracket, name):
    """The same for the command, the examples and the serve room."""
    if bracket == "<" and folder == OUTSIDE and name in OUTSIDE_LIBRARIES:
        return None
    if bracket == "<":
        return None if is_public(name) or name[:-2] in SYSTEM else f"<{name}> is not for {folder}"
    if "/" in name or is_public(name):
        return f'"{name}": {folder} uses only <aka/...> and its own headers'
    return None


def check_public_include(bracket, name):
    if bracket == '"':
        return f'"{name}": public headers say <aka/...>'
    return None if is_public(name) or name in ("stddef.h", "stdint.h") else f"<{name}>"


def long_functions(text):
    """(line, lines) of functions over the limit, by the braces in the first column."""
    start = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            if number - start > MAX_FUNCTION_LINES:
                yield start, number - start
            start = None


def check_file(root, path):
    relative = path.relative_to(root)
    text = path.read_text(encoding="utf-8")
    folder = relative.parts[0]
    for number, bracket, name in includes(text):
        wrong = None
        if folder == "src" and relative.parts[1] in ROOMS:
            wrong = check_library_include(relative.parts[1], bracket, name)
        elif folder == "src" and relative.parts[1] == OUTSIDE:
            wrong = check_outside_include(OUTSIDE, bracket, name)
        elif folder == "include":
            wrong = check_public_include(bracket, name)
        elif folder in ("cli", "examples"):
            wrong = check_outside_include(folder, bracket, name)
        if wrong:
            yield number, wrong
    code = code_only(text)
    if folder == "src":
        for number, line in enumerate(code.splitlines(), 1):
            found = BANNED_IN_LIBRARY.search(line)
            if found:
                yield number, f"the library does not use {found.group(1)}()"
    if len(text.splitlines()) > MAX_FILE_LINES:
        yield MAX_FILE_LINES, f"over {MAX_FILE_LINES} lines"
    for number, length in long_functions(code):
        yield number, f"a function of {length} lines"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    wrong = checked = 0
    for folder in ("include", "src", "cli", "examples"):
        for path in sorted((root / folder).rglob("*.[ch]")):
            checked += 1
            for number, message in check_file(root, path):
                print(f"{path.relative_to(root)}:{number}: {message}")
                wrong += 1
    for room in sorted(p.name for p in (root / "src").iterdir() if p.is_dir()):
        if room not in ROOMS and room != OUTSIDE:
            print(f"src/{room}: a room that tests/rooms.py does not know")
            wrong += 1
    print(f"{checked} files, {wrong} breaches")
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
