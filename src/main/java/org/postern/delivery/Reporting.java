package org.postern.delivery;

import java.util.function.Supplier;
import org.postern.audit.Audit;

/**
 * Whom deliveries are told.
 *
 * @param audit the operator
 * @param settlement for senders, of aliases that some did not get their mail by; asked for when it is needed, for reports are
 *     mail themselves
 */
public record Reporting(Audit audit, Supplier<Settlement> settlement) {}
