package org.postern.boot;

import java.io.IOException;
import java.io.InputStream;
import org.postern.auth.DirectoryException;
import org.postern.store.StoreException;

/** What one command does. */
interface Operation {
    /**
     * Does it.
     *
     * @param body a message that comes with the request; empty for most
     */
    ControlResponse run(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException, IOException;
}
