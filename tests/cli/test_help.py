"""Help, manual pages, completions, version, and mistakes of usage."""

import re
import shutil
import subprocess

from support import SOURCE, Case, aka, environment, run

COMMANDS = ["index", "info", "screen", "scan", "compare", "serve", "help"]


def options_of(command):
    """Long options in a command's help."""
    return set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", aka(command, "--help").stdout, re.M))


class Help(Case):
    def test_overview_names_every_command(self):
        text = aka("help").stdout
        self.assertEqual(text, aka("--help").stdout)
        for command in COMMANDS:
            self.assertRegex(text, rf"(?m)^  {command} ")

    def test_without_command_it_is_a_mistake_and_says_what_there_is(self):
        done = aka(code=2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr, aka("help").stdout)

    def test_help_of_a_command_in_three_ways(self):
        for command in COMMANDS:
            text = aka("help", command).stdout
            self.assertEqual(text, aka(command, "--help").stdout)
            self.assertEqual(text, aka(command, "-h").stdout)
            self.assertTrue(text.startswith(f"Usage: aka {command} "))

    def test_lines_fit_a_terminal(self):
        for command in COMMANDS:
            for line in aka("help", command).stdout.splitlines():
                self.assertLess(len(line), 100, line)

    def test_help_lists_the_formats_that_the_library_knows(self):
        self.assertIn("ofac-csv", aka("help", "index").stdout)
        self.assertIn("un\\-xml", aka("help", "--man", "index").stdout)

    def test_help_lists_the_algorithms_that_the_library_knows(self):
        for command in ("screen", "compare"):
            self.assertRegex(aka("help", command).stdout, r"(?m)^  ofac-249     The method")
            self.assertIn("ofac\\-249", aka("help", "--man", command).stdout)
        for shell in ("bash", "zsh", "fish"):
            self.assertIn("aka-1 ofac-249", aka("help", "--completion", shell).stdout)

    def test_version_is_the_project_s(self):
        version = re.search(r"version: '([^']+)'", (SOURCE / "meson.build").read_text()).group(1)
        self.assertEqual(aka("--version").stdout, f"aka {version}\n")

    def test_reference_documents_every_option_and_no_other(self):
        reference = (SOURCE / "docs" / "cli.md").read_text(encoding="utf-8")
        for command in COMMANDS[:-1]:
            section = re.search(rf"(?ms)^## aka {command}$(.*?)(?=^## |\Z)", reference).group(1)
            documented = set(re.findall(r"^\| .*?`--([a-z-]+)", section, re.M))
            self.assertEqual(documented, options_of(command) - {"help"}, command)


class Manual(Case):
    def test_every_option_is_in_the_manual_page(self):
        for command in COMMANDS:
            page = aka("help", "--man", command).stdout
            self.assertTrue(page.startswith(".TH AKA-"))
            for option in options_of(command):
                self.assertIn("\\-\\-" + option.replace("-", "\\-"), page)

    def test_pages_are_good_roff(self):
        if not shutil.which("groff"):
            self.skipTest("no groff")
        for command in [None, *COMMANDS]:
            page = aka("help", "--man", *([command] if command else [])).stdout
            done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z"], input=page, text=True,
                                  capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)


class Completion(Case):
    def test_each_shell_has_every_option(self):
        for shell in ("bash", "zsh", "fish"):
            script = aka("help", "--completion", shell).stdout
            for command in COMMANDS:
                for option in options_of(command) - {"help"}:
                    wanted = f"-l {option}" if shell == "fish" else f"--{option}"
                    self.assertIn(wanted, script, shell)

    def test_shells_accept_their_scripts(self):
        for shell in ("bash", "zsh", "fish"):
            if not shutil.which(shell):
                continue
            script = self.file("completion", aka("help", "--completion", shell).stdout)
            done = subprocess.run([shell, "-n", script], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), shell)

    def complete(self, *words):
        """What bash offers for the last word."""
        script = self.file("aka.bash", aka("help", "--completion", "bash").stdout)
        quoted = " ".join(f"'{w}'" for w in words)
        program = (f"compopt() {{ :; }}; . {script}; COMP_WORDS=({quoted}); "
                   f"COMP_CWORD={len(words) - 1}; _aka; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
        return done.stdout.split()

    def test_bash_completes(self):
        self.assertEqual(self.complete("aka", "in"), ["index", "info"])
        self.assertEqual(self.complete("aka", "screen", "--ex"),
                         ["--explain", "--exhaustive", "--exit-code"])
        self.assertEqual(self.complete("aka", "screen", "--format", "j"), ["jsonl"])
        self.assertEqual(self.complete("aka", "help", "com"), ["compare"])

    def test_unknown_shell(self):
        self.assertIn("tcsh", aka("help", "--completion", "tcsh", code=2).stderr)


class Usage(Case):
    def refused(self, *args, saying):
        done = aka(*args, code=2)
        self.assertEqual(done.stdout, "")
        self.assertTrue(done.stderr.startswith("aka: "), done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(saying, done.stderr)

    def test_mistakes_are_named(self):
        self.refused("frobnicate", saying='"frobnicate"')
        self.refused("help", "frobnicate", saying='"frobnicate"')
        self.refused("screen", "--frob", "x", saying="--frob")
        self.refused("screen", "-z", "x", saying="-z")
        self.refused("screen", "--limit", saying="--limit wants a value")
        self.refused("screen", "--quiet=yes", "x", saying="--quiet takes no value")
        self.refused("screen", saying="nothing to screen")
        self.refused("screen", "", saying="empty NAME")
        self.refused("screen", "--limit", "0", "x", saying='"0"')
        self.refused("screen", "--limit", "-1", "x", saying='"-1"')
        self.refused("screen", "--limit", "5x", "x", saying='"5x"')
        self.refused("screen", "--jobs", "99999999999999999999", "x", saying="--jobs")
        self.refused("screen", "--threshold", "1.5", "x", saying='"1.5"')
        self.refused("screen", "--threshold", "nan", "x", saying='"nan"')
        self.refused("screen", "--threshold", "0", "x", saying='"0"')
        self.refused("screen", "--threshold", "", "x", saying="--threshold")
        self.refused("screen", "--format", "xml", "x", saying='"xml"')
        self.refused("screen", "--schema", "Persn", "x", saying="Persn")
        self.refused("screen", "--columns", "name=x", "x", saying="--columns goes with --csv")
        self.refused("screen", "--csv", "a", "--jsonl", "b", saying="one file at a time")
        self.refused("screen", "--csv", "a", "x", saying="either NAMEs")
        self.refused("screen", "--csv", "a", "--country", "co", saying="--country")
        self.refused("index", "x", saying="-o FILE is missing")
        self.refused("index", "-o", "x", saying="no SOURCE")
        self.refused("info", "a", "b", saying='"b"')
        self.refused("compare", "a", saying="two names")
        self.refused("compare", "a", "b", "c", saying='"c"')
        self.refused("compare", "--csv", "a", "b", saying="two names")

    def test_control_characters_do_not_reach_the_terminal(self):
        self.refused("frob\033[31m\nnicate", saying="frob [31m nicate")

    def test_default_index_that_is_not_there(self):
        env = environment(XDG_DATA_HOME=str(self.folder))
        done = aka("screen", "x", code=2, env=env)
        self.assertIn(f"{self.folder}/aka/lists.aka", done.stderr)
        self.assertIn("aka index -o", done.stderr)
        env = environment(HOME=str(self.folder))
        self.assertIn(f"{self.folder}/.local/share/aka/lists.aka",
                      aka("info", code=2, env=env).stderr)
        env = environment(AKA_INDEX=f"{self.folder}/mine.aka", XDG_DATA_HOME="/nowhere")
        self.assertIn(f"{self.folder}/mine.aka", aka("info", code=2, env=env).stderr)
        env = environment(HOME="")
        self.assertIn("which index?", aka("info", code=2, env=env).stderr)


if __name__ == "__main__":
    run()
