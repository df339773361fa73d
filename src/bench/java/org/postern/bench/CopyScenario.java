package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** All of a mailbox copied to a new one, from there moved to another, and there expunged. */
record CopyScenario(Stock stock, Settings settings, int user) implements Scenario {
    @Override
    public String name() {
        return "copy";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("COPY 1:*", Unit.PER_SECOND),
                new Figure("MOVE 1:*", Unit.PER_SECOND),
                new Figure("EXPUNGE of all", Unit.PER_SECOND));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.fill(server, Server.user(user), settings.batch());
    }

    @Override
    public double[] measure(Server server) throws IOException {
        try (ImapClient client = new ImapClient(server, Server.user(user))) {
            client.run("CREATE Copied");
            client.run("CREATE Moved");
            client.run("SELECT INBOX");
            double copied = Stopwatch.perSecond(settings.batch(), () -> client.run("COPY 1:* Copied"));
            client.run("SELECT Copied");
            double moved = Stopwatch.perSecond(settings.batch(), () -> client.run("MOVE 1:* Moved"));
            client.run("SELECT Moved");
            client.run("FETCH 1:* (UID)").requireFetches(settings.batch());
            client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            double expunged = Stopwatch.perSecond(settings.batch(), () -> client.run("EXPUNGE"));
            client.run("UNSELECT");
            client.run("DELETE Copied");
            client.run("DELETE Moved");
            return new double[] {copied, moved, expunged};
        }
    }
}
