package org.postern.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.postern.boot.Backend;

/**
 * Every variant of some scripts, numbered, on as few servers as their settings allow. The accounts of all runs are there
 * when a server starts, for each run has a domain of its own.
 */
final class Runs implements AutoCloseable {
    /** One variant of one script; {@code number} makes its domain and its client's address. */
    record Run(Transcript script, Variant variant, int number) {
        ServerKey server() {
            return new ServerKey(variant.backend(), script.head().settings());
        }

        List<TranscriptServer.Account> accounts() {
            return script.users().stream()
                    .map(u -> new TranscriptServer.Account(u.name() + "@" + Conversation.domain(number), options(u)))
                    .toList();
        }

        /** A forward address may be of the script's domain. */
        private Map<String, String> options(Transcript.User user) {
            Map<String, String> options = new LinkedHashMap<>(user.options());
            options.replaceAll((key, value) -> Conversation.onTheWire(value, number));
            return options;
        }
    }

    record ServerKey(Backend backend, Map<String, String> settings) {}

    private final Fixtures fixtures;
    private final Map<ServerKey, TranscriptServer> servers = new LinkedHashMap<>();

    private Runs(Fixtures fixtures) {
        this.fixtures = fixtures;
    }

    /** Every variant of every script. */
    static List<Run> all(List<Transcript> scripts) {
        List<Run> all = new ArrayList<>();
        for (Transcript script : scripts) {
            for (Variant variant : Variant.of(script)) {
                all.add(new Run(script, variant, all.size() + 1));
            }
        }
        return List.copyOf(all);
    }

    /** Starts the servers that some runs need, with their accounts. */
    static Runs start(List<Run> all, Fixtures fixtures, Path directory) throws IOException {
        Map<ServerKey, List<TranscriptServer.Account>> accounts = new LinkedHashMap<>();
        for (Run run : all) {
            accounts.computeIfAbsent(run.server(), k -> new ArrayList<>()).addAll(run.accounts());
        }
        Runs runs = new Runs(fixtures);
        for (Map.Entry<ServerKey, List<TranscriptServer.Account>> entry : accounts.entrySet()) {
            ServerKey key = entry.getKey();
            Path home = Files.createDirectory(directory.resolve("server" + runs.servers.size()));
            runs.servers.put(key, InProcessServer.start(key.backend(), key.settings(), entry.getValue(), home));
        }
        return runs;
    }

    /** Begins a run; its outcome is the conversation as it was held. */
    Future<Journal> begin(Run run, ExecutorService pool) {
        Callable<Journal> task = () -> hold(run);
        return pool.submit(task);
    }

    private Journal hold(Run run) throws IOException {
        TranscriptServer server = servers.get(run.server());
        if (server == null) {
            throw new IllegalStateException("no server for " + run);
        }
        try (Conversation talk = new Conversation(run.script(), run.variant(), server, fixtures, run.number())) {
            talk.run();
            return talk.journal();
        }
    }

    @Override
    public void close() throws IOException {
        for (TranscriptServer server : servers.values()) {
            server.close();
        }
    }
}
