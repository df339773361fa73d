package org.postern.net;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.postern.audit.Audit;

/**
 * The end of a conversation, for one reason. All fields belong to the event loop.
 *
 * <p>Invariant: the conversation is ended once, on a worker, and its end told after that.
 */
final class Conclusion {
    private final Conversation conversation;
    private final WorkerPool workers;
    private final Consumer<Audit.End> ended;
    private Audit.End why = Audit.End.CLIENT_CLOSED;
    private boolean drawn;

    /** @param ended told after the conversation has given back what it held, on a worker */
    Conclusion(Conversation conversation, WorkerPool workers, Consumer<Audit.End> ended) {
        this.conversation = conversation;
        this.workers = workers;
        this.ended = ended;
    }

    /** The reason is this, whatever it was. */
    void because(Audit.End reason) {
        why = reason;
    }

    /** Ends the conversation, unless that has been done; no turn may be under way. */
    void draw() {
        if (drawn) {
            return;
        }
        drawn = true;
        Audit.End reason = why;
        Runnable end = () -> {
            conversation.end();
            ended.accept(reason);
        };
        try {
            workers.submit(conversation.shareKey(), end);
        } catch (RejectedExecutionException e) { // the server has stopped; better here than never
            end.run();
        }
    }
}
