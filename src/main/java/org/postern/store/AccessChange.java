package org.postern.store;

/** What SETACL and DELETEACL do to one entry of an access list. */
public record AccessChange(AccessIdentifier identifier, Kind kind, Rights rights) {
    public enum Kind {
        REPLACE,
        ADD,
        REMOVE,
        /** The entry goes. */
        DELETE
    }
}
