package org.postern.bench;

import java.io.IOException;
import java.util.List;

/**
 * Deliveries beside what the file system gives in the same seconds without any server: a disk that is shared with others is
 * several times slower in one minute than in the next. Time is taken before and after.
 */
record DurableScenario(DeliverScenario deliveries, BareFiles bare) implements Scenario {
    @Override
    public String name() {
        return "durable";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("the bare file system, " + bare.threads() + " threads", Unit.PER_SECOND, 0),
                new Figure("deliver by " + deliveries.connections() + ", share of that", Unit.PERCENT, 0));
    }

    @Override
    public double[] measure(Server server) throws IOException {
        double before = bare.perSecond();
        double delivered = deliveries.measure(server)[0];
        double files = (before + bare.perSecond()) / 2;
        return new double[] {files, 100 * delivered / files};
    }
}
