package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** A session that looks and takes everything, but leaves it there: STAT, UIDL, RETR of each message, QUIT. */
record Pop3Scenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final int WINDOW = 100;

    @Override
    public String name() {
        return "pop3";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("POP3 drain, pipelined", Unit.PER_SECOND, 2),
                new Figure("POP3 drain, one by one", Unit.PER_SECOND, 2));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.small());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {
            Stopwatch.perSecond(settings.small(), () -> drain(server, WINDOW)),
            Stopwatch.perSecond(settings.small(), () -> drain(server, 1))
        };
    }

    private void drain(Server server, int window) throws IOException {
        try (Pop3Client client = new Pop3Client(server, Server.user(user))) {
            client.run("STAT");
            client.run("UIDL");
            require(client.lines() == settings.small(), "UIDL is not whole");
            client.retrieve(1, settings.small(), window);
            client.run("QUIT");
        }
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
