package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** SEARCH by a flag, over and over: it takes a millisecond, which beside searches of text would be the first after a pause. */
record FlagSearchScenario(Stock stock, Settings settings, int user) implements Scenario {
    @Override
    public String name() {
        return "search-flags";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("SEARCH UNFLAGGED", Unit.MILLISECONDS));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.medium());
    }

    /** The mean of as many as there is time for. */
    @Override
    public double[] measure(Server server) throws IOException {
        int expected = settings.medium() - SearchScenario.every(Stock.FLAGGED_EVERY, settings.medium());
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("SELECT INBOX");
            double sum = 0;
            int searches = 0;
            for (long end = System.nanoTime() + settings.span().toNanos(); System.nanoTime() < end; searches++) {
                sum += SearchScenario.time(client, "UNFLAGGED", expected);
            }
            return new double[] {sum / searches};
        }
    }
}
