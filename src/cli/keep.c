/* After a change the kept reckoning catches up. In: a ledger open for writing. Out: an exit code; where it cannot be kept, why. */
#include "reckoning.h"

int toll_cli_keep_reckoning(toll_ledger *ledger, toll_kept_twin *twin, void *context)
{
    toll_error error = {0};
    toll_world *world = NULL;
    toll_status status = toll_world_open(&world, &error);
    if (status >= 0) {
        toll_kept_options options = {.size = sizeof options, .tables = toll_world_tables(world), .twin = twin, .context = context};
        options.reckon = (toll_reckon_options){
            .size = sizeof options.reckon, .parent = toll_world_parent, .name = toll_world_name, .context = world};
        options.reckon.known = toll_world_days(world, &options.reckon.known_count);
        status = toll_kept_refresh(ledger, &options, &error);
    }
    toll_world_close(world);
    return status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
}
