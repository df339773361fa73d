package org.postern.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.postern.boot.Sentence;
import org.postern.boot.Version;
import org.postern.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The program: {@code postern COMMAND ...}. */
@Command(name = "postern", description = "A mail server: IMAP, POP3 and LMTP on Maildir.")
public final class Postern extends CommandGroup {
    Postern() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(Terminal.ofProcess()).execute(args));
    }

    /** All commands, in a world of the caller's. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Postern())
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new PrepareCommand(terminal))
                .addSubcommand(UserCommand.with(terminal))
                .addSubcommand(DomainCommand.with(terminal))
                .addSubcommand(QuotaCommand.with(terminal))
                .addSubcommand(MailboxCommand.with(terminal))
                .addSubcommand(MaildirCommand.with(terminal))
                .addSubcommand(QueueCommand.with(terminal))
                .addSubcommand(new DeliverCommand(terminal));
        prepare(line);
        return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((e, failed, parsed) -> explain(e, terminal));
    }

    /** Help and version everywhere. */
    private static void prepare(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true).version("Postern " + Version.text());
        line.getSubcommands().values().forEach(Postern::prepare);
    }

    private static int explain(Exception e, Terminal terminal) throws Exception {
        if (e instanceof ConfigException config) {
            config.problems().forEach(terminal.err()::println);
            return ExitCode.USAGE;
        }
        if (e instanceof UsageException) {
            terminal.err().println("postern: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (e instanceof IOException io) {
            terminal.err().println("postern: " + Sentence.of(io));
            return ExitCode.SOFTWARE;
        }
        throw e;
    }
}
