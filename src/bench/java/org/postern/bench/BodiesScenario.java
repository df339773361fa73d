package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** Whole messages: all of a mailbox with one FETCH, and with a FETCH for each, one after the other. */
record BodiesScenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final double MEGABYTE = 1e6;

    @Override
    public String name() {
        return "bodies";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("FETCH 1:* BODY.PEEK[]", Unit.MEGABYTES_PER_SECOND),
                new Figure("FETCH n BODY.PEEK[], one each", Unit.PER_SECOND));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.medium());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            long[] octets = new long[1];
            double seconds = Stopwatch.seconds(() -> octets[0] = client.run("FETCH 1:* BODY.PEEK[]")
                    .requireFetches(settings.medium())
                    .octets());
            double each = Stopwatch.perSecond(settings.small(), () -> {
                for (int i = 1; i <= settings.small(); i++) {
                    client.run("FETCH " + i + " BODY.PEEK[]").requireFetches(1);
                }
            });
            return new double[] {octets[0] / MEGABYTE / seconds, each};
        }
    }
}
