package org.postern.boot;

/** A command cannot be done; carries how it ends and a sentence for the operator. */
final class OperationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ControlResponse.Status status;

    OperationException(ControlResponse.Status status, String message) {
        super(message);
        this.status = status;
    }

    OperationException(String message) {
        this(ControlResponse.Status.FAILED, message);
    }

    ControlResponse response() {
        return ControlResponse.failed(status, String.valueOf(getMessage()));
    }
}
