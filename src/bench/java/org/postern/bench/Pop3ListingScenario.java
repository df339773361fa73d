package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** What every POP3 session asks first, of a large mailbox; the login before it is not counted. */
record Pop3ListingScenario(Stock stock, Settings settings, int user) implements Scenario {
    /** Octets of the shortest line: {@code 1 1} and its end. */
    private static final int SHORTEST_LINE = 5;

    @Override
    public String name() {
        return "pop3-listing";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("STAT, LIST, UIDL of " + settings.messages(), Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.messages());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        try (Pop3Client client = new Pop3Client(server, Server.user(user))) {
            double spent = Stopwatch.milliseconds(() -> {
                require(client.run("STAT").startsWith("+OK " + settings.messages() + " "));
                client.run("LIST");
                require(client.rest() > (long) SHORTEST_LINE * settings.messages());
                client.run("UIDL");
                require(client.rest() > (long) SHORTEST_LINE * settings.messages());
            });
            client.run("QUIT");
            return new double[] {spent};
        }
    }

    private static void require(boolean whole) throws IOException {
        if (!whole) {
            throw new IOException("the listing is not whole");
        }
    }
}
