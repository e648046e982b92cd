"""Who looks at a page, and whose page it is."""

from typing import Annotated

from fastapi import Depends

from api.citizens import service as citizens
from api.citizens.model import Citizen
from api.tenants.model import Tenant
from api.web.deps import AllServices, MaybeLogin, Tx


async def _visitor(who: MaybeLogin, tx: Tx) -> Citizen | None:
    return await citizens.get(tx, who.citizen_id) if who else None


def _tenant(services: AllServices) -> Tenant:
    return services.tenants.first()


Visitor = Annotated[Citizen | None, Depends(_visitor)]
OwnTenant = Annotated[Tenant, Depends(_tenant)]
