package org.postern.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postern.config.ConfigException;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import picocli.CommandLine.Option;

/** The options that say where the configuration is. */
final class ConfigOptions {
    private static final List<Path> PLACES = List.of(Path.of("postern.toml"), Path.of("/etc/postern/postern.toml"));

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration; default: $$POSTERN_CONFIG, ./postern.toml, /etc/postern/postern.toml.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key, whatever the file says; repeatable.")
    private List<String> sets = new ArrayList<>();

    /** Reads everything, each time anew. */
    Settings read(Map<String, String> environment) throws ConfigException {
        return new ConfigReader().read(file(environment), environment, sets);
    }

    /** As {@link #read}, for a server: its certificate must be there. */
    Settings readToServe(Map<String, String> environment) throws ConfigException {
        return new ConfigReader().readToServe(file(environment), environment, sets);
    }

    /**
     * For a server that brings its settings along and looks for no file: the options' file counts for what {@code own} does
     * not say, and their keys count in any case.
     */
    Settings readAround(List<String> own) throws ConfigException {
        List<String> all = new ArrayList<>(own);
        all.addAll(sets);
        return new ConfigReader().readToServe(file, Map.of(), all);
    }

    private Optional<Path> file(Map<String, String> environment) {
        Stream<Path> named = Stream.concat(
                file.stream(),
                Optional.ofNullable(environment.get("POSTERN_CONFIG"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of)
                        .stream());
        return Stream.concat(named, PLACES.stream().filter(Files::exists)).findFirst();
    }
}
