package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** RETR of many short messages, pipelined; they came by LMTP, so that each server has stored them in its own way. */
record Pop3SmallScenario(Stock stock, Settings settings, int user) implements Scenario {
    private static final int WINDOW = 100;

    @Override
    public String name() {
        return "pop3-small";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("RETR of " + settings.batch() + " of 2 KB, pipelined", Unit.PER_SECOND, 3));
    }

    @Override
    public void prepare(Server server) throws IOException {
        stock.deliverShort(server, Server.user(user), settings.batch());
    }

    /** The login is not counted: it is another row's. */
    @Override
    public double[] measure(Server server) throws IOException {
        try (Pop3Client client = new Pop3Client(server, Server.user(user))) {
            double rate = Stopwatch.perSecond(settings.batch(), () -> client.retrieve(1, settings.batch(), WINDOW));
            client.run("QUIT");
            return new double[] {rate};
        }
    }
}
