package org.postern.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Takes each scenario to each server in turn, and prints the table. Ends with 1 if a scenario failed somewhere. */
public final class Benchmark {
    private final Settings settings;
    private final List<Server> servers;
    private final Table table;
    private int failures;

    private Benchmark(Settings settings, List<Server> servers) {
        this.settings = settings;
        this.servers = servers;
        this.table = new Table(servers.stream().map(Server::name).toList());
    }

    public static void main(String[] arguments) throws IOException {
        Settings settings = Settings.fromProperties();
        Path work = Files.createTempDirectory(settings.work(), "bench-");
        // Dovecot's processes are nobody in particular, and must come through to what is theirs.
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Server> servers = new ArrayList<>();
        // A run that is broken off leaves no servers behind.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        int failures;
        try {
            for (String name : settings.servers()) {
                servers.add(make(name, Files.createDirectory(work.resolve(name)), settings, servers.size()));
            }
            failures = new Benchmark(settings, servers).run();
        } finally {
            if (settings.keep()) {
                say("left in place: " + work);
            } else {
                delete(work);
            }
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static Server make(String name, Path work, Settings settings, int number) throws IOException {
        int port = settings.ports() + 10 * number;
        return switch (name) {
            case "postern" -> new PosternServer(settings.home(), work, port);
            case "maildir" -> DovecotServer.withMaildir(work, port);
            case "mdbox" -> DovecotServer.withMdbox(work, port);
            default -> throw new IllegalArgumentException("no such server: " + name);
        };
    }

    private int run() throws IOException {
        List<Server> started = new ArrayList<>();
        try {
            for (Server server : servers) {
                server.start();
                started.add(server);
            }
            say(table.head());
            for (Scenario scenario : Scenarios.all(settings)) {
                if (settings.wants(scenario.name())) {
                    run(scenario);
                }
            }
        } finally {
            for (Server server : started) {
                server.stop();
            }
        }
        say(table.foot());
        say("load average " + loadAverage());
        writeJson();
        return failures;
    }

    private void run(Scenario scenario) {
        Map<Server, List<double[]>> results = new LinkedHashMap<>();
        for (Server server : servers) {
            boolean ready = attempt(scenario, server, () -> prepare(scenario, server));
            if (ready) {
                results.put(server, new ArrayList<>());
            }
        }
        int rounds = scenario.rounds() == Scenario.Rounds.ONCE ? 1 : settings.rounds();
        for (int round = 0; round < rounds; round++) {
            results.entrySet()
                    .removeIf(entry -> !attempt(
                            scenario, entry.getKey(), () -> entry.getValue().add(scenario.measure(entry.getKey()))));
        }
        enter(scenario, results);
    }

    private void prepare(Scenario scenario, Server server) throws IOException {
        scenario.prepare(server);
        if (scenario.rounds() == Scenario.Rounds.WARM) {
            long enough = System.nanoTime() + settings.warmUp().toNanos();
            do {
                scenario.measure(server);
            } while (System.nanoTime() < enough);
        }
    }

    private void enter(Scenario scenario, Map<Server, List<double[]>> results) {
        for (int i = 0; i < scenario.figures().size(); i++) {
            int column = i;
            Figure figure = scenario.figures().get(i);
            results.forEach((server, rounds) -> {
                double median = Table.median(
                        rounds.stream().mapToDouble(values -> values[column]).toArray());
                if (!Double.isNaN(median)) {
                    table.put(figure, server.name(), median);
                }
            });
            say(table.row(figure));
        }
    }

    private boolean attempt(Scenario scenario, Server server, Stopwatch.Action action) {
        try {
            action.run();
            return true;
        } catch (IOException e) {
            failures++;
            say(scenario.name() + " failed on " + server.name() + ": " + e);
            return false;
        }
    }

    private void writeJson() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("messages", settings.messages());
        all.put("rounds", settings.rounds());
        all.put("idle", settings.idle());
        all.put("seed", settings.seed());
        all.put("rows", table.asData());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(settings.result().toFile(), all);
    }

    private static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }

    /** Removes a directory with all that is in it. */
    static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
