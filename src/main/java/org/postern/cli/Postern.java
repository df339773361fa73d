package org.postern.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs one command, and makes no other: making all costs more than a tenth of the time of a start. */
    static int run(Terminal terminal, String... args) {
        Map<String, Function<Terminal, Object>> asked = new LinkedHashMap<>(commands());
        if (args.length > 0 && asked.containsKey(args[0])) {
            asked.keySet().retainAll(Set.of(args[0]));
        }
        return commandLine(terminal, asked).execute(args);
    }

    /** All commands, in a world of the caller's. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, commands());
    }

    /** What makes each, in the order in which help names them. */
    private static Map<String, Function<Terminal, Object>> commands() {
        Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("prepare", PrepareCommand::new);
        commands.put("user", UserCommand::with);
        commands.put("domain", DomainCommand::with);
        commands.put("quota", QuotaCommand::with);
        commands.put("mailbox", MailboxCommand::with);
        commands.put("maildir", MaildirCommand::with);
        commands.put("queue", QueueCommand::with);
        commands.put("deliver", DeliverCommand::new);
        return commands;
    }

    private static CommandLine commandLine(Terminal terminal, Map<String, Function<Terminal, Object>> commands) {
        CommandLine line = new CommandLine(new Postern());
        commands.forEach((name, command) -> line.addSubcommand(name, command.apply(terminal)));
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
