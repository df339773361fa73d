package org.postern.delivery;

/** Where messages go that leave the queue. */
@FunctionalInterface
public interface OutgoingRoute {
    /** Begins to send; what is opened for one message may serve the next ones. */
    Round begin();

    /** Some messages, sent one after the other. One thread at a time. */
    interface Round extends AutoCloseable {
        /** Tries once; blocks. Never throws for what a network or a disk does. */
        Attempt send(Outgoing mail, Content message);

        @Override
        default void close() {}
    }

    /**
     * What became of one attempt.
     *
     * @param answer what was said about it, in one line; for operators
     * @param outcome what the sender is told if that is the end
     */
    record Attempt(Result result, String answer, Outcome outcome) {
        /** Somebody else has it. */
        public static Attempt sent(String answer) {
            return new Attempt(Result.SENT, answer, Outcome.DELIVERED);
        }

        /** It is to be tried again. */
        public static Attempt later(String answer) {
            return new Attempt(Result.LATER, answer, Outcome.TRY_AGAIN);
        }

        /** It is not to be tried again: another server says so. */
        public static Attempt refused(String answer) {
            return new Attempt(Result.REFUSED, answer, Outcome.FORWARD_REFUSED);
        }

        /** It is not to be tried again: it cannot be placed here. */
        static Attempt refused(Outcome outcome) {
            return new Attempt(Result.REFUSED, outcome.line(), outcome);
        }
    }

    /** In a word. */
    enum Result {
        /** Somebody else is responsible for it now, or it lies in a mailbox. */
        SENT,
        /** Not now. */
        LATER,
        /** Never: the next server said so. */
        REFUSED
    }
}
