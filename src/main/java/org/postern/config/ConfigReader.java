package org.postern.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads the configuration: defaults, then the file, then the environment, then {@code --set}; the later one wins. */
public final class ConfigReader {
    private static final String PREFIX = "POSTERN_";

    /** Variables of the launcher that share the prefix and are no keys. */
    private static final Set<String> NOT_KEYS = Set.of("POSTERN_CONFIG", "POSTERN_JAVA_OPTS");

    private final Supplier<String> machineName;
    private final KeyNames names = new KeyNames(Keys.byName());

    public ConfigReader() {
        this(ConfigReader::machineName);
    }

    /**
     * Makes a reader for a machine with another name.
     *
     * @param machineName asked for when {@code hostname} is not set; must give a domain name
     */
    public ConfigReader(Supplier<String> machineName) {
        this.machineName = machineName;
    }

    /**
     * Reads and checks everything.
     *
     * @param file empty: none, which is the same as an empty one
     * @param env all variables; only those that start with {@code POSTERN_} are looked at, and each must name a key
     * @param sets {@code key=value}, as given to {@code --set}; of two for one key the last counts
     * @throws ConfigException with every problem found
     */
    public Settings read(Optional<Path> file, Map<String, String> env, List<String> sets) throws ConfigException {
        return settings(values(file, env, sets));
    }

    /**
     * As {@link #read}, and the files that only a server needs must be there: a command on the side must not fail because
     * it may not see the server's key.
     */
    public Settings readToServe(Optional<Path> file, Map<String, String> env, List<String> sets)
            throws ConfigException {
        Values values = values(file, env, sets);
        for (Key<Path> key : List.of(Keys.TLS_CERTIFICATE, Keys.TLS_KEY)) {
            values.find(key)
                    .flatMap(ConfigReader::trouble)
                    .ifPresent(what -> values.problem(values.where(key), key + ": " + what));
        }
        return settings(values);
    }

    private static Optional<String> trouble(Path file) {
        if (Files.notExists(file)) {
            return Optional.of(file + " does not exist");
        }
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a directory");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of(file + " cannot be read: permission denied");
    }

    private Values values(Optional<Path> file, Map<String, String> env, List<String> sets) {
        Values values = new Values();
        file.ifPresent(path -> new TomlSource(path, values, names).read());
        new TreeMap<>(env).forEach((variable, text) -> readVariable(values, variable, text));
        sets.forEach(set -> readSet(values, set));
        return values;
    }

    private Settings settings(Values values) throws ConfigException {
        Settings settings = new SettingsBuilder(values, machineName).build();
        if (!values.problems().isEmpty()) {
            throw new ConfigException(values.problems());
        }
        return settings;
    }

    private void readVariable(Values values, String variable, String text) {
        if (!variable.startsWith(PREFIX) || NOT_KEYS.contains(variable)) {
            return;
        }
        String where = "environment " + variable;
        names.findByEnvironmentName(variable)
                .ifPresentOrElse(
                        key -> values.put(key, RawValue.untyped(text), where),
                        () -> values.problem(where, names.unknownVariable(variable)));
    }

    private void readSet(Values values, String set) {
        int equals = set.indexOf('=');
        if (equals < 0) {
            values.problem("--set " + set, "must be key=value");
            return;
        }
        String name = set.substring(0, equals).strip();
        String where = "--set " + name;
        names.find(name)
                .ifPresentOrElse(
                        key -> values.put(key, RawValue.untyped(set.substring(equals + 1)), where),
                        () -> values.problem(where, names.unknown(name)));
    }

    private static String machineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return KeyTypes.isDomain(name) ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name of its own
        }
    }
}
