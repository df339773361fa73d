package org.postern.cli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.postern.boot.DirectoryNotes;
import org.postern.config.ConfigException;
import org.postern.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code postern check}. */
@Command(name = "check", description = "Reads the configuration and prints every error in it, or ok.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    private final Terminal terminal;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = config.readToServe(terminal.environment());
            DirectoryNotes notes = new DirectoryNotes(settings, Clock.system(ZoneId.systemDefault()));
            notes.sentences().forEach(terminal.err()::println);
            terminal.out().println("ok");
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(terminal.out()::println);
            return ExitCode.USAGE;
        }
    }
}
