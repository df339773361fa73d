package org.postern.imap.search;

/** What SEARCH and SORT RETURN ask for (RFC 9051 6.4.4, RFC 4731, RFC 5182, RFC 5267, RFC 6203,
 * RFC 9394). */
public enum ReturnOption {
    MIN,
    MAX,
    ALL,
    COUNT,
    PARTIAL,
    /** How well each message fits (RFC 6203). */
    RELEVANCY,
    SAVE,
    /** The client is to be told of changes. */
    UPDATE,
    /** The client will ask again; a hint. */
    CONTEXT
}
