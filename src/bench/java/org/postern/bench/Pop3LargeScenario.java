package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** Long messages that came by LMTP: RETR of each, pipelined, and the same octets by IMAP. */
record Pop3LargeScenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final int WINDOW = 10;
    private static final double MEGABYTE = 1e6;

    @Override
    public String name() {
        return "pop3-large";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("RETR of " + settings.few() + " of 1 MB, pipelined", Unit.MEGABYTES_PER_SECOND),
                new Figure("FETCH 1:* BODY.PEEK[] of the same", Unit.MEGABYTES_PER_SECOND));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.deliverLong(server, Server.user(user), settings.few());
    }

    /** Logins are not counted. */
    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {retrieved(server), fetched(server)};
    }

    private double retrieved(Server server) throws IOException {
        try (Pop3Client client = new Pop3Client(server, Server.user(user))) {
            long[] octets = new long[1];
            double seconds = Stopwatch.seconds(() -> octets[0] = client.retrieve(1, settings.few(), WINDOW));
            client.run("QUIT");
            return octets[0] / MEGABYTE / seconds;
        }
    }

    private double fetched(Server server) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            long[] octets = new long[1];
            double seconds = Stopwatch.seconds(() -> octets[0] = client.run("FETCH 1:* BODY.PEEK[]")
                    .requireFetches(settings.few())
                    .octets());
            return octets[0] / MEGABYTE / seconds;
        }
    }
}
