/* What the page of a document says of the versions beside the one it shows. */
#ifndef TOLL_SERVE_PAGE_VERSIONS_H
#define TOLL_SERVE_PAGE_VERSIONS_H

#include "inside.h"

toll_status page_versions(serve_request *r, const toll_ledger_version *v);

#endif
