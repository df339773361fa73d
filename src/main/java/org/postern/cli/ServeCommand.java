package org.postern.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.postern.boot.ServerProcess;
import org.postern.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code postern serve}. */
@Command(name = "serve", description = "Runs the server in the foreground; TERM stops it, HUP reloads.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        new ServerProcess(() -> config.readToServe(terminal.environment()), terminal.environment()).run(server -> {
            terminal.out().println("ready");
            terminal.out().flush();
        });
        return ExitCode.OK;
    }
}
