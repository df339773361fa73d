package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** LMTP connections, each of which delivers one message after the other to a mailbox of its own. */
record DeliverScenario(Stock stock, Settings settings, int connections, int firstUser) implements Scenario {
    @Override
    public String name() {
        return "deliver-" + connections;
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("deliver by " + connections + " connections", Unit.PER_SECOND));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        return new double[] {Crowd.perSecond(connections, settings.span(), n -> new Agent(server, n))};
    }

    private final class Agent implements Crowd.Worker {
        private final LmtpClient client;
        private final String user;
        private int sent;

        Agent(Server server, int number) throws IOException {
            this.client = new LmtpClient(server);
            this.user = Server.user(firstUser + number);
            this.sent = number * 37;
        }

        @Override
        public void step() throws IOException {
            client.deliver(user, stock.sample(sent++));
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
