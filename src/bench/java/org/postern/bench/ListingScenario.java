package org.postern.bench;

import java.io.IOException;
import java.util.List;

/**
 * What a client shows of a large mailbox: ENVELOPE, BODYSTRUCTURE and some header fields of all messages; for the first time,
 * in this order, with message files in the page cache, or when the server has done it before.
 */
record ListingScenario(Stock stock, Settings settings, Time time, int user, int warmUpUser) implements Scenario {
    private static final String FIELDS = "BODY.PEEK[HEADER.FIELDS (DATE FROM TO SUBJECT MESSAGE-ID REFERENCES)]";

    /** Whether the server may know it. */
    enum Time {
        FIRST,
        AGAIN
    }

    @Override
    public String name() {
        return time == Time.FIRST ? "listing-first" : "listing-again";
    }

    @Override
    public Rounds rounds() {
        return time == Time.FIRST ? Rounds.ONCE : Rounds.WARM;
    }

    @Override
    public List<Figure> figures() {
        String when = time == Time.FIRST ? ", first" : ", again";
        double target = time == Time.FIRST ? 1 : 2;
        return List.of(
                new Figure("FETCH 1:* ENVELOPE" + when, Unit.PER_SECOND, target),
                new Figure("FETCH 1:* BODYSTRUCTURE" + when, Unit.PER_SECOND, target),
                new Figure("FETCH 1:* header fields" + when, Unit.PER_SECOND, target));
    }

    /** Another mailbox is listed before, so that what is measured is a server that runs, not one that starts. */
    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.messages());
        if (time == Time.FIRST) {
            stock.fill(server, Server.user(warmUpUser), settings.small());
            list(server, warmUpUser, settings.small());
        }
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return list(server, user, settings.messages());
    }

    private static double[] list(Server server, int user, int messages) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            return new double[] {
                rate(client, "ENVELOPE", messages),
                rate(client, "BODYSTRUCTURE", messages),
                rate(client, FIELDS, messages)
            };
        }
    }

    private static double rate(ImapClient client, String items, int messages) throws IOException {
        return Stopwatch.perSecond(
                messages, () -> client.run("FETCH 1:* (" + items + ")").requireFetches(messages));
    }
}
