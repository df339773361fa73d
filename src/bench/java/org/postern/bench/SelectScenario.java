package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** SELECT of a large mailbox and the flags of all messages, as a client does that cares for no extension. */
record SelectScenario(Stock stock, Settings settings, State state, int user) implements Scenario {
    /** What the server remembers. */
    enum State {
        /** It has just been started, and the machine's page cache is empty. */
        COLD,
        WARM
    }

    @Override
    public String name() {
        return state == State.COLD ? "select-cold" : "select-warm";
    }

    @Override
    public Rounds rounds() {
        return state == State.COLD ? Rounds.COLD : Rounds.WARM;
    }

    @Override
    public List<Figure> figures() {
        String how = state == State.COLD ? ", just started" : ", warm";
        return List.of(new Figure("SELECT, FETCH 1:* (FLAGS)" + how, Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.messages());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        if (state == State.COLD) {
            server.stop();
            Processes.dropCaches();
            server.start();
        }
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            return new double[] {
                Stopwatch.milliseconds(() -> {
                    client.run("SELECT INBOX");
                    client.run("FETCH 1:* (FLAGS)").requireFetches(settings.messages());
                })
            };
        }
    }
}
