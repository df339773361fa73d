package org.postern.bench;

import java.io.IOException;

/** Takes the time of what a client does. */
final class Stopwatch {
    private Stopwatch() {}

    /** Something that a client does. */
    interface Action {
        void run() throws IOException;
    }

    static double seconds(Action action) throws IOException {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    static double milliseconds(Action action) throws IOException {
        return 1000 * seconds(action);
    }

    /** How many of the things that one action does are done in a second. */
    static double perSecond(int things, Action action) throws IOException {
        return things / seconds(action);
    }
}
