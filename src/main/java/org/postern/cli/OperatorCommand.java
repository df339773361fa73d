package org.postern.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postern.boot.ControlClient;
import org.postern.boot.ControlRequest;
import org.postern.boot.LogSettings;
import org.postern.config.ConfigException;
import org.postern.config.Settings;
import picocli.CommandLine.Mixin;

/** A command that is one operation. */
abstract class OperatorCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final Output output = new Output();

    private final Terminal terminal;

    OperatorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What to ask for; may read from the terminal. */
    abstract ControlRequest request() throws IOException, UsageException;

    Terminal terminal() {
        return terminal;
    }

    @Override
    public Integer call() throws ConfigException, IOException, UsageException {
        Settings settings = config.read(terminal.environment());
        LogSettings.forCommands();
        ControlClient client = new ControlClient(settings, Clock.system(ZoneId.systemDefault()));
        return output.print(client.run(request(), terminal.in()), terminal);
    }

    /** A request with those options that were given. */
    static ControlRequest request(String operation, List<String> words, Map<String, Optional<String>> options) {
        Map<String, String> given = new LinkedHashMap<>();
        options.forEach((name, value) -> value.ifPresent(text -> given.put(name, text)));
        return new ControlRequest(operation, words, given);
    }

    static ControlRequest request(String operation, String... words) {
        return new ControlRequest(operation, List.of(words), Map.of());
    }
}
