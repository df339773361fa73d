package org.postern.delivery;

/** Why an address is not taken as a recipient: the one exception of this package. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public DeliveryException(Outcome outcome, String detail) {
        super(detail);
        this.outcome = outcome;
    }

    public DeliveryException(Outcome outcome, String detail, Throwable cause) {
        super(detail, cause);
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
