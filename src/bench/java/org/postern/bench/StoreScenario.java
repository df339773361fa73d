package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** Flags set or taken away: of one message after the other, and of all messages at once. */
record StoreScenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final String FLAG = "(\\Answered)";

    @Override
    public String name() {
        return "store";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("STORE n, one by one", Unit.PER_SECOND), new Figure("STORE 1:*", Unit.PER_SECOND));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.batch());
    }

    /** Sets the flag of all at once, then takes it away again from some singly and at last from the rest. */
    @Override
    public double[] measure(Server server) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            double all = Stopwatch.perSecond(
                    settings.batch(),
                    () -> client.run("STORE 1:* +FLAGS " + FLAG).requireFetches(settings.batch()));
            double each = Stopwatch.perSecond(settings.small(), () -> {
                for (int i = 1; i <= settings.small(); i++) {
                    client.run("STORE " + i + " -FLAGS " + FLAG).requireFetches(1);
                }
            });
            client.run("STORE 1:* -FLAGS.SILENT " + FLAG);
            return new double[] {each, all};
        }
    }
}
