package org.postern.store;

/** The one failure of this layer: a {@link Problem} and a detail for the log and, where harmless, the client. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public StoreException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    public StoreException(Problem problem, String detail, Throwable cause) {
        super(detail, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
