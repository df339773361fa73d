package org.postern.bench;

import java.io.IOException;
import java.util.List;

/** One thing that clients do, and the figures it gives. A scenario is used for all servers, one at a time. */
interface Scenario {
    /** For choosing, and in what is logged. */
    String name();

    List<Figure> figures();

    /** Once for each server, before any round. */
    default void prepare(Server server) throws IOException {}

    /** One round: a value for each of {@link #figures()}, in that order. */
    double[] measure(Server server) throws IOException;

    /** Whether rounds repeat, after some to warm up, or what is measured happens only once. */
    default Rounds rounds() {
        return Rounds.WARM;
    }

    /** How often to measure. */
    enum Rounds {
        /** As often as the settings say, after rounds that do not count. */
        WARM,
        /** As often as the settings say. */
        COLD,
        ONCE
    }
}
