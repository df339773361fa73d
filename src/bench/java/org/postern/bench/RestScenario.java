package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** What a server holds that has just been started, with nobody logged in. */
record RestScenario() implements Scenario {
    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Rounds rounds() {
        return Rounds.COLD;
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("resident at rest (RSS)", Unit.MEBIBYTES, 0),
                new Figure("resident at rest (PSS)", Unit.MEBIBYTES, 0));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        server.stop();
        server.start();
        Processes.Memory memory = Processes.memory(server.pid());
        return new double[] {memory.rss() / 1024, memory.pss() / 1024};
    }
}
