package org.postern.auth;

/** One SASL exchange (RFC 4422) from the server's side. Used once, by one thread at a time; decides nothing. */
public interface SaslExchange {
    /** What the server says when the client sent no initial response; empty where the client speaks first. */
    SaslStep.Challenge first();

    /**
     * Takes the next message of the client, decoded; the initial response when there is one.
     *
     * @param clientResponse any octets; what is malformed gives {@link SaslStep.Failed}, never an exception
     */
    SaslStep respond(byte[] clientResponse);
}
