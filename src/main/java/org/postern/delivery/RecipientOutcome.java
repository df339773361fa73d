package org.postern.delivery;

/**
 * What became of a message for one recipient.
 *
 * @param recipient as given, completed with the default domain where it took part
 */
public record RecipientOutcome(String recipient, Outcome outcome) {}
