package org.postern.cli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.postern.auth.DirectoryException;
import org.postern.auth.DomainFile;
import org.postern.auth.UserFile;
import org.postern.boot.Overallocation;
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
            overallocations(settings).forEach(terminal.err()::println);
            terminal.out().println("ok");
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(terminal.out()::println);
            return ExitCode.USAGE;
        }
    }

    /** No error; and who checks may not be allowed to read the users. */
    private static List<String> overallocations(Settings settings) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        UserFile users = new UserFile(settings.auth().file(), settings.defaultDomain(), clock);
        DomainFile domains = new DomainFile(settings.domainFile(), clock);
        try {
            return new Overallocation(users, domains, settings.quota().storage()).sentences();
        } catch (DirectoryException e) {
            return List.of("what domains and their users may store is not compared: " + e.getMessage());
        }
    }
}
